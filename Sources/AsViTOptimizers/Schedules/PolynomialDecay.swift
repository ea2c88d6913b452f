import Glibc

/// A power of the time that is left, from the peak to a floor, where the rate stays.
///
///     floor + (peak − floor) (1 − (t / length)ᵏ)ᵖ
///
/// The power p is 1 by default as in torch's `PolynomialLR`, ½ in timm's `PolyLRScheduler`, 2 in the
/// LARS paper. Restarts and `exponent` k, Zhang and Li's k-decay (arXiv:2004.05909), are timm's.
public struct PolynomialDecay: Schedule, Hashable {
  public var peak: Double
  public var floor: Double
  /// The length of the first cycle.
  public var length: Double
  public var power: Double
  public var exponent: Double
  public var cycles: Cycles

  public init(
    peak: Double, floor: Double = 0, length: Double, power: Double = 1, exponent: Double = 1,
    cycles: Cycles = Cycles()
  ) {
    self.peak = peak
    self.floor = floor
    self.length = length
    self.power = power
    self.exponent = exponent
    self.cycles = cycles
  }

  public func learningRate(at time: Double) -> Double {
    guard let (share, factor) = cycles.position(at: time, length: length) else { return floor }
    return floor + (factor * peak - floor) * pow(1 - pow(share, exponent), power)
  }
}
