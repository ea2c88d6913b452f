/// Uniform random search: every proposal independent of what was seen.
public struct RandomController: Controller {
  private let categoricals: CategoricalPolicy

  /// - Parameter optionCounts: how many options each choice has.
  public init(optionCounts: [Int]) {
    categoricals = CategoricalPolicy(uniformOver: optionCounts)
  }

  public mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int] {
    categoricals.sample(using: &rng)
  }

  public mutating func observe(_ observation: Observation) {}

  public var foreseeableProposalCount: Int { .max }

  public var policy: CategoricalPolicy? { categoricals }
}
