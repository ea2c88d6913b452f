public import Glibc

/// Draws whose values depend on the generator's bits alone, the same in every release of Swift,
/// and which end with any generator, even one that returns nothing but zeros.
extension RandomNumberGenerator {
  /// Uniform in [0, 1), from the upper 53 bits of one value.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0 ..< count; the bias is below count · 2⁻⁵³.
  @inlinable
  public mutating func index(below count: Int) -> Int { Int(uniform() * Double(count)) }

  /// Standard normal, from two uniform values (Box and Muller, 1958).
  @inlinable
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
