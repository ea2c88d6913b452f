public import AsViTArchitecture

/// A curriculum for one network, as a function of the computation spent.
///
/// With f = spent / total multiply-accumulates before each step, a training runs the phase at f on
/// a batch of its image side, and stops at the first step with f ≥ 1. A training at constant size
/// is the plan with one phase.
public struct CurriculumPlan: Hashable, Codable, Sendable {
  public let settings: CurriculumSettings
  /// Phases from f = 0 to f = 1 without gaps; not empty.
  public let phases: [CurriculumPhase]
  /// Multiply-accumulates of one image forward at full size, c(H).
  public let fullMACsPerSample: Int
  /// The computation of the whole training over that of the full-size epochs asked for: 1, but for
  /// the authors' rounding.
  public let budgetRatio: Double

  /// - Precondition: 0 ≤ f.
  public func phase(atFraction fraction: Double) -> CurriculumPhase {
    precondition(fraction >= 0, "fraction \(fraction) of the computation")
    return phases.last { $0.start <= fraction } ?? phases[0]
  }

  /// The fraction of the learning-rate schedule: f itself, but for the authors' rounding.
  public func scheduleFraction(atFraction fraction: Double) -> Double {
    let phase = phase(atFraction: fraction)
    if phase.scheduleStart == phase.start, phase.scheduleEnd == phase.end { return fraction }
    return phase.scheduleStart
      + (phase.scheduleEnd - phase.scheduleStart) * phase.progress(atFraction: fraction)
  }
}

extension CurriculumPhase {
  /// The network of this phase: the same parameters at this phase's image side and tokens; nil where
  /// the family has none.
  public func architecture(
    of genotype: Genotype, in family: any Family
  ) throws(ArchitectureError) -> Architecture? {
    try family.variant(of: genotype, imageSide: imageSide, tokenization: tokenization)
  }
}
