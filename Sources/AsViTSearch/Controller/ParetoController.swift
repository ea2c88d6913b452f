import AsViTNumerics
import AsViTProxies

/// Evolution of a Pareto front by non-dominated sorting and crowding: NSGA-II.
///
/// The first `populationSize` proposals are uniform. Each later generation has as many children of the
/// population before. A parent is the better of two members drawn with replacement: of an earlier front,
/// or on the same one where it is less crowded. Nine children in ten take each choice from either parent,
/// the others all from the first; then each choice changes to another option with a chance of one in the
/// number of choices. A child that was seen in an earlier generation is made again, twenty times at most.
/// The best of population and children go on, front by front, and of the last one that has room the
/// least crowded.
///
/// Deb et al., IEEE Transactions on Evolutionary Computation 6(2), 2002: crossover rate and mutation rate
/// as in §IV. Choices have no order, hence uniform crossover and mutation. Paper and code do not
/// remove what was seen.
public struct ParetoController: Controller {
  public let populationSize: Int
  private let optionCounts: [Int]
  private let objective: Objective
  /// The best first, none in the first generation.
  private var population: [Member] = []
  private var children: [Member] = []
  /// What was seen in earlier generations.
  private var seen: Set<[Int]> = []

  private struct Member: Sendable {
    let selection: [Int]
    /// Less is better.
    let costs: [Double]
    var front = 0
    var crowding = 0.0

    func isBetter(than other: Self) -> Bool {
      front == other.front ? crowding > other.crowding : front < other.front
    }
  }

  /// - Parameter optionCounts: how many options each choice has, two at least.
  public init(optionCounts: [Int], objective: Objective, populationSize: Int = 40) {
    precondition(populationSize > 0, "population of \(populationSize)")
    precondition(optionCounts.allSatisfy { $0 > 1 }, "choices with \(optionCounts) options")
    self.optionCounts = optionCounts
    self.objective = objective
    self.populationSize = populationSize
  }

  public mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int] {
    guard !population.isEmpty, !optionCounts.isEmpty else {
      return optionCounts.map { rng.index(below: $0) }
    }
    var child = child(using: &rng)
    for _ in 0..<20 where seen.contains(child) { child = self.child(using: &rng) }
    return child
  }

  /// Those of the generation under way.
  public var foreseeableProposalCount: Int { populationSize - children.count }

  public mutating func observe(_ observation: Observation) {
    children.append(
      Member(
        selection: observation.selection, costs: objective.costs(of: observation.scores)))
    guard children.count == populationSize else { return }
    seen.formUnion(children.map(\.selection))
    population = Self.sorted(population + children, count: populationSize)
    children = []
  }

  private func child(using rng: inout some RandomNumberGenerator) -> [Int] {
    let parents = (parent(using: &rng), parent(using: &rng))
    var child = parents.0
    if rng.uniform() < 0.9 {
      for choice in child.indices where rng.uniform() < 0.5 { child[choice] = parents.1[choice] }
    }
    let rate = 1 / Double(optionCounts.count)
    for choice in child.indices where rng.uniform() < rate {
      // One of the other options: those from the present one on move up by one.
      let other = rng.index(below: optionCounts[choice] - 1)
      child[choice] = other < child[choice] ? other : other + 1
    }
    return child
  }

  private func parent(using rng: inout some RandomNumberGenerator) -> [Int] {
    let first = population[rng.index(below: population.count)]
    let second = population[rng.index(below: population.count)]
    return (second.isBetter(than: first) ? second : first).selection
  }

  /// The best of some members, with their fronts and how crowded these are.
  private static func sorted(_ members: [Member], count: Int) -> [Member] {
    var best: [Member] = []
    for (number, front) in nonDominatedFronts(of: members.map(\.costs)).enumerated() {
      let distances = crowdingDistances(of: front.map { members[$0].costs })
      let marked = zip(front, distances).map { index, distance in
        var member = members[index]
        member.front = number
        member.crowding = distance
        return member
      }
      let sorted = marked.indices.sorted {
        (-marked[$0].crowding, $0) < (-marked[$1].crowding, $1)
      }
      best += sorted.prefix(count - best.count).map { marked[$0] }
      if best.count == count { break }
    }
    return best
  }
}
