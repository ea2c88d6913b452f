#include "fma.h"

#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

// More sums than an instruction's latency times the ports that it can go through, fewer than registers.
enum { sums = 12, iterations = 20 * 1000 * 1000 };

#define DEFINE(name, attributes, lanes)                          \
  attributes double name(void) {                                 \
    typedef float vector __attribute__((vector_size(4 * lanes))); \
    vector sum[sums], factor = {0}, term = {0};                  \
    factor += 0.999f;                                            \
    term += 0.001f;                                              \
    for (int i = 0; i < sums; i++) sum[i] = factor * (float)i;   \
    double start = seconds();                                    \
    for (int iteration = 0; iteration < iterations; iteration++) \
      for (int i = 0; i < sums; i++) sum[i] = sum[i] * factor + term; \
    double taken = seconds() - start;                            \
    for (int i = 1; i < sums; i++) sum[0] += sum[i];             \
    volatile float kept = sum[0][0];                             \
    (void)kept;                                                  \
    return 2e-9 * lanes * sums * (double)iterations / taken;     \
  }

#if defined(__x86_64__)
DEFINE(fma_avx2, __attribute__((target("avx2,fma"))), 8)
DEFINE(fma_avx512, __attribute__((target("avx512f"))), 16)
#else
DEFINE(fma_avx2, , 4)
DEFINE(fma_avx512, , 4)
#endif
