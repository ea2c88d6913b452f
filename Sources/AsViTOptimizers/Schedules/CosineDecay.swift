internal import Glibc

/// Half a cosine from the peak to a floor, where the rate stays.
///
///     floor + ½ (peak − floor) (1 + cos(π (t / length)ᵏ))
///
/// Loshchilov and Hutter, ICLR 2017, eq. 5 (arXiv:1608.03983), with their warm restarts; `exponent`
/// k is Zhang and Li's k-decay (arXiv:2004.05909). timm's `CosineLRScheduler`.
public struct CosineDecay: Schedule, Hashable {
  /// Restarts from a peak.
  public struct Cycles: Hashable, Sendable {
    public var count: Int
    /// The factor of the length from cycle to cycle.
    public var lengthFactor: Double
    /// The factor of the peak from cycle to cycle.
    public var peakFactor: Double

    public init(count: Int, lengthFactor: Double = 1, peakFactor: Double = 1) {
      self.count = count
      self.lengthFactor = lengthFactor
      self.peakFactor = peakFactor
    }
  }

  public var peak: Double
  public var floor: Double
  /// Of the first cycle.
  public var length: Double
  public var exponent: Double
  public var cycles: Cycles

  public init(
    peak: Double, floor: Double = 0, length: Double, exponent: Double = 1,
    cycles: Cycles = Cycles(count: 1)
  ) {
    self.peak = peak
    self.floor = floor
    self.length = length
    self.exponent = exponent
    self.cycles = cycles
  }

  public func learningRate(at time: Double) -> Double {
    var (elapsed, length, peak) = (time, length, peak)
    for _ in 0..<cycles.count {
      if elapsed < length {
        return floor
          + 0.5 * (peak - floor) * (1 + cos(.pi * pow(elapsed / length, exponent)))
      }
      elapsed -= length
      length *= cycles.lengthFactor
      peak *= cycles.peakFactor
    }
    return floor
  }
}
