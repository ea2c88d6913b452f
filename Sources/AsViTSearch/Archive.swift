public import AsViTArchitecture
import AsViTProxies

/// The distinct architectures a search has seen, in the order of first sight.
public struct Archive: Sendable {
  /// Architectures without ranks; the scores of each are those of all its evaluations.
  public private(set) var architectures: [ScoredArchitecture] = []
  /// The selections that stand for them.
  private(set) var selections: [[Int]] = []
  private var evaluationCounts: [Int] = []
  private var positions: [Genotype: Int] = [:]

  public subscript(genotype: Genotype) -> ScoredArchitecture? {
    positions[genotype].map { architectures[$0] }
  }

  /// The number of times that an architecture was scored.
  public func evaluationCount(of genotype: Genotype) -> Int {
    positions[genotype].map { evaluationCounts[$0] } ?? 0
  }

  /// Adds an evaluation, of an architecture seen before or of a new one.
  mutating func record(_ architecture: ScoredArchitecture, selection: [Int]) {
    if let position = positions[architecture.genotype] {
      architectures[position].scores.append(architecture.scores)
      evaluationCounts[position] += 1
    } else {
      positions[architecture.genotype] = architectures.count
      architectures.append(architecture)
      selections.append(selection)
      evaluationCounts.append(1)
    }
  }

  /// All architectures, least rank sum first; among equals the one seen first. Without terms there is no
  /// rank sum, and they are as they were seen.
  public func ranked(by objective: Objective) -> [ScoredArchitecture] {
    guard !objective.terms.isEmpty else { return architectures }
    let rankSums = objective.rankSums(of: architectures.map(\.scores))
    return architectures.indices.sorted { (rankSums[$0], $0) < (rankSums[$1], $1) }.map { index in
      var architecture = architectures[index]
      architecture.rankSum = rankSums[index]
      return architecture
    }
  }
}
