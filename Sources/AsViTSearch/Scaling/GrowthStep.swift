public import AsViTArchitecture
public import AsViTProxies

/// One finished step of a growth with all its candidates.
public struct GrowthStep: Hashable, Codable, Sendable {
  /// Counts from 1.
  public let number: Int
  /// All that kept the limits, in the family's order.
  public let candidates: [ScoredCandidate]
  /// The index of the chosen one among the candidates.
  public let choice: Int

  public var chosen: ScoredCandidate { candidates[choice] }
}

/// An architecture to which a step of a growth could have come.
public struct ScoredCandidate: Hashable, Sendable {
  public let genotype: Genotype
  /// The genotype that was scored: the same, in some families narrower.
  public let narrowGenotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  /// The scores; nil when the policy did not look at it.
  public internal(set) var scores: Scores?
  /// The sum of its ranks in the terms of the objective among the candidates of the step, least is
  /// best; nil where nothing is ranked.
  public internal(set) var rankSum: Int?

  init(_ network: GrownNetwork) {
    genotype = network.architecture.genotype
    narrowGenotype = network.narrow.genotype
    parameterCount = network.architecture.parameterCount
    macCount = network.architecture.macCount
  }
}

extension ScoredCandidate: Codable {
  private enum CodingKeys: String, CodingKey {
    case genotype, narrowGenotype, parameterCount, macCount
    case scores = "metrics"
    case rankSum
  }
}
