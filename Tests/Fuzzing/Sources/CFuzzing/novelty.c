#include "novelty.h"

// libFuzzer reads this section beside its own counters, and clears it before each input.
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t counters[1 << 12];

void novelty_seen(uint32_t hash) { counters[hash % sizeof counters] = 1; }
