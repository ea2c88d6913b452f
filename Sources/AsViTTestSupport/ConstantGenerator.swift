/// Returns the same bits for ever: the extremes of what a generator can draw.
///
/// The bits are stored although they could be part of the type, as ThreadSanitizer reads the address
/// of an `inout` value, and one without storage has none.
public struct ConstantGenerator: RandomNumberGenerator, Sendable {
  private let bits: UInt64

  /// A generator of nothing but zeros.
  public static let zeros = ConstantGenerator(bits: 0)
  /// A generator of nothing but ones.
  public static let ones = ConstantGenerator(bits: .max)

  public mutating func next() -> UInt64 { bits }
}
