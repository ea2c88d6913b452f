import Glibc

/// Half a cosine from the peak to a floor, where the rate stays.
///
///     floor + ½ (peak − floor) (1 + cos(π (t / length)ᵏ))
///
/// Loshchilov and Hutter, ICLR 2017, eq. 5 (arXiv:1608.03983), with their warm restarts; `exponent`
/// k is Zhang and Li's k-decay (arXiv:2004.05909). timm's `CosineLRScheduler`.
public struct CosineDecay: Schedule, Hashable {
  public var peak: Double
  public var floor: Double
  /// The length of the first cycle.
  public var length: Double
  public var exponent: Double
  public var cycles: Cycles

  public init(
    peak: Double, floor: Double = 0, length: Double, exponent: Double = 1,
    cycles: Cycles = Cycles()
  ) {
    self.peak = peak
    self.floor = floor
    self.length = length
    self.exponent = exponent
    self.cycles = cycles
  }

  public func learningRate(at time: Double) -> Double {
    guard let (share, factor) = cycles.position(at: time, length: length) else { return floor }
    return floor + 0.5 * (factor * peak - floor) * (1 + cos(.pi * pow(share, exponent)))
  }
}
