import AsViTArchitecture
import AsViTProxies

/// An architecture with its cost and its scores.
public struct ScoredArchitecture: Hashable, Sendable {
  public let genotype: Genotype
  public let parameterCount: Int
  public let macCount: Int
  /// Over all evaluations: each adds its repeats.
  public internal(set) var scores: Scores
  /// How often it was scored.
  public internal(set) var evaluationCount: Int
  /// The step at which it came up first, from 1; nil when no step looked at it.
  public let firstStep: Int?

  init(_ architecture: Architecture, scores: Scores, firstStep: Int?) {
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    self.scores = scores
    evaluationCount = 1
    self.firstStep = firstStep
  }
}

/// An architecture and its place among those seen.
public struct RankedArchitecture: Hashable, Sendable {
  /// The sum of its ranks in the terms of the objective, least is best.
  public let rankSum: Int
  public let architecture: ScoredArchitecture
}

/// The distinct architectures a search has seen, in the order of first sight.
public struct Archive: Sendable {
  public private(set) var architectures: [ScoredArchitecture] = []
  /// The selections that stand for them.
  private(set) var selections: [[Int]] = []
  private var positions: [Genotype: Int] = [:]

  public subscript(genotype: Genotype) -> ScoredArchitecture? {
    positions[genotype].map { architectures[$0] }
  }

  /// Adds an evaluation, of an architecture seen before or of a new one.
  mutating func record(
    _ architecture: Architecture, selection: [Int], scores: Scores, step: Int
  ) {
    if let position = positions[architecture.genotype] {
      architectures[position].scores.append(scores)
      architectures[position].evaluationCount += 1
    } else {
      positions[architecture.genotype] = architectures.count
      architectures.append(ScoredArchitecture(architecture, scores: scores, firstStep: step))
      selections.append(selection)
    }
  }

  /// All architectures, least rank sum first; among equals the one seen first.
  public func ranked(by objective: Objective) -> [RankedArchitecture] {
    zip(objective.rankSums(of: architectures.map(\.scores)), architectures)
      .enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map { RankedArchitecture(rankSum: $0.element.0, architecture: $0.element.1) }
  }
}
