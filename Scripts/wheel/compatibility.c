/* What the program of the wheel has in place of others' functions. */

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* glibc 2.35 has these in a new version. The older one is in every glibc; where both are, they give
   the same values. */
#if defined(__x86_64__)
#define OLDER "GLIBC_2.2.5"
#elif defined(__aarch64__)
#define OLDER "GLIBC_2.17"
#endif

#ifdef OLDER
double older_hypot(double, double);
float older_hypotf(float, float);
__asm__(".symver older_hypot, hypot@" OLDER);
__asm__(".symver older_hypotf, hypotf@" OLDER);

double hypot(double x, double y) { return older_hypot(x, y); }
float hypotf(float x, float y) { return older_hypotf(x, y); }
#endif

/* In glibc from 2.36 on; std::random_device calls it. */
uint32_t arc4random(void) {
  uint32_t value;
  if (getentropy(&value, sizeof value) != 0) abort();
  return value;
}

/* LAPACK's own prints, by gfortran's library, and stops the program. Routines return the fault too. */
void xerbla_(const char *routine, const int *argument, unsigned long length) {
  (void)routine, (void)argument, (void)length;
}

/* OpenBLAS' own names its kernels, and would bring them all along. */
char *openblas_get_config(void) { return "OpenBLAS " OPENBLAS_VERSION ", dsterf linked statically"; }
