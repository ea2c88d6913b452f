#pragma once
#include <stdbool.h>

/// Whether the processor and the operating system support AVX2 and FMA.
bool processor_has_avx2(void);
/// Whether they also support AVX-512 F, VL, BW and DQ.
bool processor_has_avx512(void);

/// Begins to load the line of memory that holds an address into the first cache.
static inline void prefetch(const void *_Nonnull address) { __builtin_prefetch(address, 0, 3); }
/// The same for memory that will be written.
static inline void prefetch_for_writing(const void *_Nonnull address) {
  __builtin_prefetch(address, 1, 3);
}
