import AsViTArchitecture
import AsViTProxies
import AsViTSearch

/// An architecture, its cost and its scores.
public struct ArchitectureRecord: Hashable, Codable, Sendable {
  public let genotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  public let metrics: Scores
  /// The step that looked at it first; absent when no step did.
  public let firstStep: Int?
  /// The sum of its ranks in the terms of the objective among all architectures seen; absent where
  /// they are not ranked.
  public let rankSum: Int?

  public init(_ architecture: Architecture, scores: Scores) {
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    metrics = scores
    firstStep = nil
    rankSum = nil
  }

  init(_ architecture: ScoredArchitecture, rankSum: Int? = nil) {
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    metrics = architecture.scores
    firstStep = architecture.firstStep
    self.rankSum = rankSum
  }
}
