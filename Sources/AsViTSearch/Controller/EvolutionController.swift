import AsViTNumerics
import AsViTProxies

/// Regularised evolution: a population in which the oldest dies, whatever its fitness.
///
/// The first `populationSize` proposals are uniform. Each later one copies the fittest of
/// `tournamentSize` members drawn with replacement and changes one choice to another option.
/// Fitness is the rank sum in the objective's terms among the living, less is better; among equals the
/// first drawn wins.
///
/// Real et al., AAAI 2019, Algorithm 1 (arXiv:1802.01548).
public struct EvolutionController: Controller {
  public let populationSize: Int
  public let tournamentSize: Int
  private let optionCounts: [Int]
  private let objective: Objective
  /// Oldest first.
  private var population: [Member] = []
  /// Rank sums of `population`.
  private var rankSums: [Int] = []

  private struct Member: Sendable {
    let selection: [Int]
    let scores: Scores
  }

  /// - Parameter optionCounts: how many options each choice has, two at least.
  public init(
    optionCounts: [Int], objective: Objective = .paper, populationSize: Int = 50,
    tournamentSize: Int = 10
  ) {
    precondition(
      populationSize > 0 && tournamentSize > 0,
      "population of \(populationSize), tournament of \(tournamentSize)")
    precondition(optionCounts.allSatisfy { $0 > 1 }, "choices with \(optionCounts) options")
    self.optionCounts = optionCounts
    self.objective = objective
    self.populationSize = populationSize
    self.tournamentSize = tournamentSize
  }

  public mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int] {
    guard population.count == populationSize, !optionCounts.isEmpty else {
      return optionCounts.map { rng.index(below: $0) }
    }
    var child = tournamentWinner(using: &rng).selection
    let choice = rng.index(below: optionCounts.count)
    // One of the other options: those from the present one on move up by one.
    let other = rng.index(below: optionCounts[choice] - 1)
    child[choice] = other < child[choice] ? other : other + 1
    return child
  }

  /// Those of the first population.
  public var foreseeableProposalCount: Int { max(1, populationSize - population.count) }

  public mutating func observe(_ observation: Observation) {
    population.append(Member(selection: observation.selection, scores: observation.scores))
    if population.count > populationSize { population.removeFirst() }
    rankSums = objective.rankSums(of: population.map(\.scores))
  }

  private func tournamentWinner(using rng: inout some RandomNumberGenerator) -> Member {
    var winner = rng.index(below: population.count)
    for _ in 1..<tournamentSize {
      let rival = rng.index(below: population.count)
      if rankSums[rival] < rankSums[winner] { winner = rival }
    }
    return population[winner]
  }
}
