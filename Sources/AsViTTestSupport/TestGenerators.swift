/// Returns nothing but zeros.
public struct ZeroGenerator: RandomNumberGenerator {
  public init() {}
  public mutating func next() -> UInt64 { 0 }
}

/// Returns nothing but ones.
public struct OnesGenerator: RandomNumberGenerator {
  public init() {}
  public mutating func next() -> UInt64 { .max }
}
