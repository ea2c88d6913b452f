#pragma once
#include <stddef.h>

// Counts what the whole program allocates on the heap.

// Begins a measurement: the peak is what is allocated now.
void allocations_begin(void);

// The most bytes allocated at once since the beginning of the measurement, beyond those then.
size_t allocations_peak(void);
