#pragma once

/// GFLOP/s of one thread in a loop of independent fused multiply-adds of Float, two operations each:
/// what the processor's arithmetic could do at most. `fma_avx512` may be called where there is AVX-512 F
/// alone; without x86-64 both are the baseline's vectors of four.
double fma_avx2(void);
double fma_avx512(void);
