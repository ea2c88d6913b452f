import Glibc

/// A rate that is multiplied by a factor at each milestone: torch's `MultiStepLR`.
///
/// timm's `MultiStepLRScheduler` acts one update before each milestone.
public struct MultistepDecay: Schedule, Hashable {
  public var peak: Double
  public var factor: Double
  public var milestones: [Double]

  public init(peak: Double, factor: Double, milestones: [Double]) {
    self.peak = peak
    self.factor = factor
    self.milestones = milestones
  }

  public func learningRate(at time: Double) -> Double {
    peak * pow(factor, Double(milestones.count { $0 <= time }))
  }
}
