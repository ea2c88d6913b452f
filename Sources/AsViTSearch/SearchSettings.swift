import AsViTArchitecture
import AsViTNumerics
public import AsViTProxies

/// Everything a search depends on besides its space and the scores.
public struct SearchSettings: Hashable, Codable, Sendable {
  public var controller: ControllerKind
  /// The most steps: an exact search ends with its designs.
  public var stepCount: Int
  /// How many architectures REINFORCE samples before it moves its policy; nil for one, as in the paper.
  public var samplesPerStep: Int?
  /// The root of every seed in the search.
  public var seed: UInt64
  public var limits: SearchLimits
  /// The blocks that the designs of an exact search may have; nil for any number.
  public var blocks: ClosedRange<Int>?
  /// Metrics that rewards, ranks and evolution go by.
  public var objective: Objective
  /// Whether the search is for a front, of what no other beats in all terms, in place of the best by
  /// their ranks; nil for the latter.
  public var pareto: Bool?
  /// Trainings that an exact search goes by in place of an objective; nil for none.
  public var trained: TrainedTable?
  /// Score an architecture anew each time it is sampled instead of once.
  public var rescores: Bool
  /// The metric at whose exact optimum the policy of REINFORCE starts; nil for all options equally likely.
  public var warmStart: Metric?

  public init(
    controller: ControllerKind = .reinforce, stepCount: Int = 500, samplesPerStep: Int? = nil,
    seed: UInt64 = 0,
    limits: SearchLimits = SearchLimits(), blocks: ClosedRange<Int>? = nil,
    objective: Objective = .paper, pareto: Bool? = nil, trained: TrainedTable? = nil,
    rescores: Bool = false,
    warmStart: Metric? = nil
  ) {
    self.controller = controller
    self.stepCount = stepCount
    self.samplesPerStep = samplesPerStep
    self.seed = seed
    self.limits = limits
    self.blocks = blocks
    self.objective = objective
    self.pareto = pareto
    self.trained = trained
    self.rescores = rescores
    self.warmStart = warmStart
  }
}

extension SearchSettings {
  /// Whether the search is for a front.
  public var seeksFront: Bool { pareto == true }

  /// Whether the search has latencies measured.
  public var measuresLatency: Bool {
    limits.maxLatency != nil || objective.metrics.contains(Latency.metric)
  }
}

/// What proposes architectures.
public enum ControllerKind: String, Codable, CaseIterable, Sendable {
  /// `ReinforceController`, as in the paper.
  case reinforce
  /// `RandomController`.
  case random
  /// `EvolutionController`, or `ParetoController` for a front.
  case evolution
  /// `ExactController`.
  case exact
}

extension SearchSettings {
  /// The controller before its first observation.
  ///
  /// - Parameter start: of the policy of REINFORCE.
  /// - Throws: what an exact search throws.
  func makeController(
    for space: SearchSpace, start: WarmStart?, using rng: inout some RandomNumberGenerator
  ) throws(SearchError) -> any Controller {
    let optionCounts = space.choices.map(\.options.count)
    switch controller {
    case .reinforce:
      return ReinforceController(
        optionCounts: optionCounts, samplesPerStep: samplesPerStep ?? 1,
        start: start?.options ?? [], using: &rng)
    case .random: return RandomController(optionCounts: optionCounts)
    case .evolution where seeksFront:
      return ParetoController(optionCounts: optionCounts, objective: objective)
    case .evolution:
      return EvolutionController(optionCounts: optionCounts, objective: objective)
    case .exact:
      guard let trained else {
        let search = try ExactSearch(
          space: space, objective: objective, limits: limits, blocks: blocks)
        return try ExactController(
          search, count: stepCount, basis: .metric(objective.terms[0].metric))
      }
      let predictor = try trained.predictor(in: space, seed: Seed(seed))
      let search = try predictor.search(within: limits, blocks: blocks)
      return try ExactController(search, count: stepCount, by: predictor)
    }
  }
}
