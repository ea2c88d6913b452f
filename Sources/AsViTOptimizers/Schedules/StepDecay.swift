import Glibc

/// A rate that is multiplied by a factor after every interval: torch's `StepLR`, timm's
/// `StepLRScheduler`.
public struct StepDecay: Schedule, Hashable {
  public var peak: Double
  public var factor: Double
  public var interval: Double

  public init(peak: Double, factor: Double, every interval: Double) {
    self.peak = peak
    self.factor = factor
    self.interval = interval
  }

  public func learningRate(at time: Double) -> Double {
    peak * pow(factor, (time / interval).rounded(.down))
  }
}
