public import AsViTArchitecture
public import AsViTSearch

/// What a search came to, or has come to so far: a function of its settings and of the latencies in its
/// journal.
public struct SearchResultRecord: Hashable, Codable, Sendable {
  /// The topology found; absent before the end.
  public let found: ScoredArchitecture?
  /// The best architectures seen, least rank sum first; at most ten.
  public let best: [ScoredArchitecture]
  /// How many different architectures were scored.
  public let distinctCount: Int
  /// The distributions; absent when the controller has none.
  public let policy: PolicyRecord?
  /// The exact optimum at which the policy started; absent where it did not start at one.
  public let start: Genotype?
  /// The Pareto front; absent where the search was not for one.
  public let front: FrontFindings?
  /// What latencies are counted in; absent where none were measured.
  public let latencyReference: LatencyReference?
  /// What an exact search tells; absent for other controllers.
  public let exact: ExactFindings?
  /// The steps without their distributions, which are the policy's.
  public let steps: [SearchStep]

  /// - Parameters:
  ///   - search: after `steps`, all that were made so far.
  ///   - found: nil before the end.
  ///   - reference: of latencies.
  init(
    _ search: Search, steps: [SearchStep], found: ScoredArchitecture? = nil,
    reference: LatencyReference? = nil
  ) {
    let ranked = search.ranked
    self.found = found
    best = Array(ranked.prefix(10))
    distinctCount = ranked.count
    policy = PolicyRecord(search.policy, after: steps, choices: search.space.choices)
    start = search.start
    front =
      search.settings.seeksFront ? FrontFindings(of: steps, by: search.settings.objective) : nil
    latencyReference = reference
    exact = search.exact
    self.steps = steps.map { step in
      var step = step
      step.probabilities = nil
      return step
    }
  }

  /// The topology found, then the best seen.
  public var shortlist: [Genotype] {
    ([found].compactMap(\.self) + best).map(\.genotype)
  }
}
