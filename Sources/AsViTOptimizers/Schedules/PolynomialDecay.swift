internal import Glibc

/// A power of the time that is left, from the peak to a floor, where the rate stays.
///
///     floor + (peak − floor) (1 − t / length)ᵖ
///
/// The power is 1 by default as in torch's `PolynomialLR`, ½ in timm's `PolyLRScheduler`, 2 in the
/// LARS paper.
public struct PolynomialDecay: Schedule, Hashable {
  public var peak: Double
  public var floor: Double
  public var length: Double
  public var power: Double

  public init(peak: Double, floor: Double = 0, length: Double, power: Double = 1) {
    self.peak = peak
    self.floor = floor
    self.length = length
    self.power = power
  }

  public func learningRate(at time: Double) -> Double {
    floor + (peak - floor) * pow(1 - min(time, length) / length, power)
  }
}
