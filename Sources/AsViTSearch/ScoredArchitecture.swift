public import AsViTArchitecture
public import AsViTProxies

/// An architecture, its cost and its scores.
public struct ScoredArchitecture: Hashable, Sendable {
  public let genotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  public internal(set) var scores: Scores
  /// The step of a search that looked at it first, from 1; nil when none did.
  public let firstStep: Int?
  /// The sum of its ranks in the terms of the objective among all architectures seen, least is
  /// best; nil where they are not ranked.
  public internal(set) var rankSum: Int?

  public init(_ architecture: Architecture, scores: Scores, firstStep: Int? = nil) {
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    self.scores = scores
    self.firstStep = firstStep
  }

  /// What a step scored.
  init(_ step: SearchStep) {
    genotype = step.genotype
    parameterCount = step.parameterCount
    macCount = step.macCount
    scores = step.scores
    firstStep = step.number
  }
}

extension ScoredArchitecture: Codable {
  private enum CodingKeys: String, CodingKey {
    case genotype, parameterCount, macCount
    case scores = "metrics"
    case firstStep, rankSum
  }
}
