import AsViTArchitecture
import AsViTProxies
import AsViTSearch

/// What a search came to: a function of its settings alone.
public struct SearchResultRecord: Hashable, Codable, Sendable {
  /// The seed topology.
  public let derived: ArchitectureRecord
  /// The best architectures seen, least rank sum first; at most ten.
  public let best: [ArchitectureRecord]
  /// How many different architectures were scored.
  public let distinctCount: Int
  /// Absent when the controller has no distributions.
  public let policy: PolicyRecord?
  /// Absent for other controllers than an exact search.
  public let exact: ExactFindings?
  public let steps: [StepRecord]

  public init(_ result: SearchResult, of search: Search, steps: [SearchStep]) {
    derived = ArchitectureRecord(result.derived)
    best = result.best.map { ArchitectureRecord($0.architecture, rankSum: $0.rankSum) }
    distinctCount = result.distinctCount
    policy = PolicyRecord(
      entropy: result.entropy, probabilities: result.probabilities, steps: steps,
      choices: search.space.choices)
    exact = search.exact
    self.steps = steps.map(StepRecord.init)
  }
}

/// One step.
public struct StepRecord: Hashable, Codable, Sendable {
  /// Counts from 1.
  public let number: Int
  public let genotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  public let metrics: Scores
  /// Whether the metrics are those of an earlier step with the same genotype.
  public let reusesScores: Bool
  public let reward: Double
  /// What the reward was compared with; absent for controllers without a baseline.
  public let baseline: Double?
  /// Of the distributions the genotype was drawn from, in nats; absent without such.
  public let entropy: Double?
  /// Proposals that broke the limits before this one.
  public let redrawCount: Int

  init(_ step: SearchStep) {
    number = step.number
    genotype = step.genotype
    parameterCount = step.parameterCount
    macCount = step.macCount
    metrics = step.scores
    reusesScores = step.reusesScores
    reward = step.reward
    baseline = step.baseline
    entropy = step.entropy
    redrawCount = step.redrawCount
  }
}
