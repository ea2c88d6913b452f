import AsViTNumerics
import Glibc

extension RandomNumberGenerator {
  /// Uniform between two bounds.
  mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// A draw from the symmetric beta distribution with both parameters `alpha`: x / (x + y) for x
  /// and y from the gamma distribution of that shape.
  mutating func beta(alpha: Double) -> Double {
    let (x, y) = (logGamma(shape: alpha), logGamma(shape: alpha))
    // Small shapes make both too small for a Double, so the quotient is taken of their logarithms.
    return 1 / (1 + exp(y - x))
  }

  /// The logarithm of a value from the gamma distribution with scale 1.
  ///
  /// Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, ACM TOMS 26, 2000; below
  /// shape 1 a value of shape + 1 is multiplied by u^(1 / shape), as they do in §6.
  private mutating func logGamma(shape: Double) -> Double {
    if shape < 1 {
      return logGamma(shape: shape + 1) + log(1 - uniform()) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      guard v > 0 else { continue }
      if log(1 - uniform()) < x * x / 2 + d * (1 - v + log(v)) { return log(d) + log(v) }
    }
  }
}
