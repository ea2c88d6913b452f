public import AsViTArchitecture
import AsViTNumerics
public import AsViTProxies

/// A unit of scoring: a part of the scores of one architecture under one seed.
struct ScoreUnit: Hashable, Codable {
  let genotype: Genotype
  let seed: UInt64
  let part: ScorePart
}

/// Computes such units, on any rank.
public struct ScoreUnits: Sendable {
  let scorer: ProxyScorer
  private let family: any Family
  private let admit: @Sendable (Architecture) throws -> Void

  /// - Parameters:
  ///   - family: what genotypes become architectures by.
  ///   - admit: throws for an architecture that cannot be scored here, as for lack of memory.
  public init(
    _ scorer: ProxyScorer, of family: any Family,
    admitting admit: @escaping @Sendable (Architecture) throws -> Void
  ) {
    self.scorer = scorer
    self.family = family
    self.admit = admit
  }

  /// The outcomes of a unit, a `UnitComputation`. There is nothing to report.
  ///
  /// - Throws: when the unit does not read, and what `admit` throws.
  @Sendable public func compute(
    _ bytes: [UInt8], for _: FirstRank
  ) throws -> [UInt8] {
    guard let unit = MessageFormat.decode(ScoreUnit.self, from: bytes) else {
      throw RankError.failed("read a unit")
    }
    let architecture = try family.architecture(for: unit.genotype)
    try admit(architecture)
    return MessageFormat.encode(
      scorer.outcomes(of: unit.part, for: architecture, seed: Seed(unit.seed)))
  }
}
