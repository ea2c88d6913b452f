/// Independent samples of N(0, sd²), the same on every instruction set and for every scalar type.
///
/// Samples 16 j … 16 j + 15 come from the 64-bit values 8 j … 8 j + 7 of SplitMix64 with the given
/// seed, two each, through the inverse of the normal distribution function (Wichura, algorithm
/// AS 241, PPND7, relative error in Float below 1e-6).
public struct NormalSamples<Scalar> {
  public let count: Int
  public let seed: UInt64
  public let standardDeviation: Float
  public let output: UnsafeMutablePointer<Scalar>

  public init(
    count: Int, seed: UInt64, standardDeviation: Float, output: UnsafeMutablePointer<Scalar>
  ) {
    self.count = count
    self.seed = seed
    self.standardDeviation = standardDeviation
    self.output = output
  }
}
