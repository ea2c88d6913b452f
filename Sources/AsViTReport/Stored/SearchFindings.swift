import AsViTArchitecture
import AsViTSearch

/// What a search came to, or has come to so far.
public struct SearchFindings: Sendable {
  /// The seed topology; absent before the end.
  public let derived: ArchitectureRecord?
  /// The best architectures seen, least rank sum first; at most ten.
  public let best: [ArchitectureRecord]
  /// How many different architectures were scored.
  public let distinctCount: Int
  /// Absent when the controller has no distributions.
  public let policy: PolicyRecord?
  /// Absent for other controllers than an exact search.
  public let exact: ExactFindings?
  public let steps: [StepRecord]

  init(_ result: SearchResultRecord) {
    derived = result.derived
    best = result.best
    distinctCount = result.distinctCount
    policy = result.policy
    exact = result.exact
    steps = result.steps
  }

  /// - Parameter search: after `steps`, all that were made so far.
  init(_ search: Search, steps: [SearchStep]) {
    let ranked = search.ranked
    derived = nil
    best = ranked.prefix(10).map { ArchitectureRecord($0.architecture, rankSum: $0.rankSum) }
    distinctCount = ranked.count
    policy = PolicyRecord(
      entropy: search.policy?.entropy, probabilities: search.policy?.probabilities, steps: steps,
      choices: search.space.choices)
    exact = search.exact
    self.steps = steps.map(StepRecord.init)
  }
}
