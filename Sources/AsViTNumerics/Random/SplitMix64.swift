/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a counter passed through a 64-bit mixer.
///
/// Value `i` of a stream is `mix(seed + (i + 1) γ)`, so a stream can be entered at any index.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: Seed) { state = seed.value }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
