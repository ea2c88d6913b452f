#pragma once
#include <stdbool.h>

/// Whether the processor and the operating system support AVX2 and FMA.
bool processor_has_avx2(void);
/// Whether they also support AVX-512 F, VL, BW and DQ.
bool processor_has_avx512(void);
