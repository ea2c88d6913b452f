/// Returns nothing but zeros.
struct ZeroGenerator: RandomNumberGenerator {
  mutating func next() -> UInt64 { 0 }
}

/// Returns nothing but ones.
struct OnesGenerator: RandomNumberGenerator {
  mutating func next() -> UInt64 { .max }
}
