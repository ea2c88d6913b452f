import AsViTProxies

/// The Pareto front of a search, and how it grew.
public struct FrontFindings: Hashable, Codable, Sendable {
  /// What no other architecture seen equals or beats in all terms, the best in the first term first.
  public let members: [ScoredArchitecture]
  /// The best value seen in each term; none where no architecture has values in all.
  public let ideal: [Double]
  /// The worst value seen in each term among architectures that have all: the reference point.
  public let reference: [Double]
  /// After each step, how much of the box between both points the front dominates, from 0 to 1; a term
  /// in which all are equal counts as reached.
  public let hypervolumes: [Double]

  /// - Parameter steps: of a search that scores each architecture once.
  public init(of steps: [SearchStep], by objective: Objective) {
    let seen = steps.filter { !$0.reusesScores }
    members = objective.front(of: seen.map(\.scores)).map { ScoredArchitecture(seen[$0]) }
    let costs = seen.map { objective.costs(of: $0.scores) }.filter { $0.allSatisfy(\.isFinite) }
    let terms = costs.isEmpty ? 0..<0 : objective.terms.indices
    let least = terms.map { term in costs.map { $0[term] }.min() ?? 0 }
    let most = terms.map { term in costs.map { $0[term] }.max() ?? 0 }
    func values(_ costs: [Double]) -> [Double] {
      zip(objective.terms, costs).map { $0.direction == .higher ? -$1 : $1 }
    }
    ideal = values(least)
    reference = values(most)

    let spread = terms.filter { most[$0] > least[$0] }
    let corner = spread.map { _ in 1.0 }
    var (front, volume): ([[Double]], Double) = ([], 0)
    hypervolumes = steps.map { step in
      let costs = objective.costs(of: step.scores)
      guard !step.reusesScores, costs.allSatisfy(\.isFinite) else { return volume }
      let point = spread.map { (costs[$0] - least[$0]) / (most[$0] - least[$0]) }
      guard !front.contains(where: { $0 == point || dominates($0, point) }) else { return volume }
      front = front.filter { !dominates(point, $0) } + [point]
      volume = hypervolume(of: front, to: corner)
      return volume
    }
  }
}
