#pragma once
#include <stdint.h>

// Tells libFuzzer that an input did something of its own, such as fail for a reason of which this is
// a hash: libraries that are not instrumented tell it nothing.
void novelty_seen(uint32_t hash);
