import Glibc

/// A cosine between a peak and a floor without end: it rises again after half a period.
///
/// torch's `CosineAnnealingLR`, whose `T_max` is the half period.
public struct CosineWave: Schedule, Hashable {
  public var peak: Double
  public var floor: Double
  public var halfPeriod: Double

  public init(peak: Double, floor: Double = 0, halfPeriod: Double) {
    self.peak = peak
    self.floor = floor
    self.halfPeriod = halfPeriod
  }

  public func learningRate(at time: Double) -> Double {
    floor + 0.5 * (peak - floor) * (1 + cos(.pi * time / halfPeriod))
  }
}
