#include "allocations.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>

// The program's own malloc and its kin take the place of glibc's, count, and call these.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

static _Atomic long held;
static _Atomic long peak;
static long held_at_begin;

// AddressSanitizer has an allocator of its own; with it nothing is counted.
#if !__has_feature(address_sanitizer)

static void *counted(void *memory) {
  if (memory == NULL) return NULL;
  long size = (long)malloc_usable_size(memory);
  long now = atomic_fetch_add_explicit(&held, size, memory_order_relaxed) + size;
  long most = atomic_load_explicit(&peak, memory_order_relaxed);
  while (now > most && !atomic_compare_exchange_weak_explicit(
      &peak, &most, now, memory_order_relaxed, memory_order_relaxed)) {}
  return memory;
}

static void uncounted(void *memory) {
  if (memory != NULL)
    atomic_fetch_sub_explicit(&held, (long)malloc_usable_size(memory), memory_order_relaxed);
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) { return counted(__libc_calloc(count, size)); }
void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
  void *memory = memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

void *realloc(void *memory, size_t size) {
  long before = memory == NULL ? 0 : (long)malloc_usable_size(memory);
  void *moved = __libc_realloc(memory, size);
  if (moved == NULL && size > 0) return NULL;
  atomic_fetch_sub_explicit(&held, before, memory_order_relaxed);
  return counted(moved);
}

void free(void *memory) {
  uncounted(memory);
  __libc_free(memory);
}

#endif

void allocations_begin(void) {
  held_at_begin = atomic_load_explicit(&held, memory_order_relaxed);
  atomic_store_explicit(&peak, held_at_begin, memory_order_relaxed);
}

size_t allocations_peak(void) {
  return (size_t)(atomic_load_explicit(&peak, memory_order_relaxed) - held_at_begin);
}
