import AsViTOptimizers

/// A schedule of the learning rate over the fraction of the budget that is spent, from 0 to 1.
public enum ScheduleKind: String, CaseIterable, Codable, Sendable {
  case constant
  /// A linear rise, then half a cosine to a hundredth of the peak.
  case cosine
  /// A linear rise, then a tenth of the rate after each third.
  case step
  /// A linear rise, then a linear fall to zero.
  case polynomial
  /// A way up and down again by cosines, the momentum the other way.
  case oneCycle = "1cycle"

  /// - Parameters:
  ///   - peak: the highest rate.
  ///   - warmUp: the fraction in which the rate rises; `constant` takes it too.
  ///   - momenta: see `OptimizerKind.cycledMomenta`.
  func schedule(peak: Double, warmUp: Double, momenta: OneCycle.Momenta?) -> any Schedule {
    let rest = 1 - warmUp
    switch self {
    case .constant: return Warmup(ConstantRate(peak), length: warmUp)
    case .cosine:
      return Warmup(CosineDecay(peak: peak, floor: peak / 100, length: rest), length: warmUp)
    case .step: return Warmup(StepDecay(peak: peak, factor: 0.1, every: rest / 3), length: warmUp)
    case .polynomial: return Warmup(PolynomialDecay(peak: peak, length: rest), length: warmUp)
    case .oneCycle: return OneCycle(peak: peak, length: 1, rise: warmUp, momenta: momenta)
    }
  }

  /// The usual fraction in which the rate rises.
  public var warmUp: Double { self == .oneCycle ? 0.25 : 0.1 }
}
