/// Everything a search depends on besides its space and the scores.
public struct SearchSettings: Hashable, Codable, Sendable {
  public var controller: ControllerKind
  public var stepCount: Int
  /// The root of every seed in the search.
  public var seed: UInt64
  public var limits: SearchLimits
  /// Metrics that rewards, ranks and evolution go by.
  public var objective: Objective
  /// Score an architecture anew each time it is sampled instead of once.
  public var rescores: Bool

  public init(
    controller: ControllerKind = .reinforce, stepCount: Int = 500, seed: UInt64 = 0,
    limits: SearchLimits = SearchLimits(), objective: Objective = .paper, rescores: Bool = false
  ) {
    self.controller = controller
    self.stepCount = stepCount
    self.seed = seed
    self.limits = limits
    self.objective = objective
    self.rescores = rescores
  }
}

/// What proposes architectures.
public enum ControllerKind: String, Codable, CaseIterable, Sendable {
  /// `ReinforceController`, as in the paper.
  case reinforce
  /// `RandomController`.
  case random
  /// `EvolutionController`.
  case evolution

  /// A controller before its first observation.
  ///
  /// - Parameter optionCounts: how many options each choice has.
  func makeController(
    optionCounts: [Int], objective: Objective, using rng: inout some RandomNumberGenerator
  ) -> any Controller {
    switch self {
    case .reinforce: ReinforceController(optionCounts: optionCounts, using: &rng)
    case .random: RandomController(optionCounts: optionCounts)
    case .evolution: EvolutionController(optionCounts: optionCounts, objective: objective)
    }
  }
}
