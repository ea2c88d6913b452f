import Glibc

/// The 97.5 % quantile of Student's t.
///
/// Exact for one and two degrees of freedom; from three on by the expansion about the normal quantile
/// to the fourth order, within 0.3 %.
///
/// Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
///
/// - Precondition: there is a degree of freedom.
public func studentQuantile(freedom: Int) -> Double {
  precondition(freedom > 0, "\(freedom) degrees of freedom")
  let p = 0.975
  if freedom == 1 { return tan(.pi * (p - 0.5)) }
  if freedom == 2 { return (2 * p - 1) / (2 * p * (1 - p)).squareRoot() }
  let (z, n) = (1.959963984540054, Double(freedom))
  let powers = (0..<10).map { pow(z, Double($0)) }
  let first = (powers[3] + z) / 4
  let second = (5 * powers[5] + 16 * powers[3] + 3 * z) / 96
  let third = (3 * powers[7] + 19 * powers[5] + 17 * powers[3] - 15 * z) / 384
  let fourth =
    (79 * powers[9] + 776 * powers[7] + 1482 * powers[5] - 1920 * powers[3] - 945 * z) / 92_160
  return z + (first + (second + (third + fourth / n) / n) / n) / n
}
