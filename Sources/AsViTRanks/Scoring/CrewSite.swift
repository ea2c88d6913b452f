public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies
public import AsViTSearch

/// On all ranks of a job: each part of the scores is a unit. All repeats are measured, also those that
/// `RepeatRule` then leaves out.
public final class CrewSite: EvaluationSite {
  private struct Key: Hashable {
    let genotype: Genotype
    let seed: Seed
  }

  private let crew: Crew
  private let scorer: ProxyScorer
  /// The numbers of the units of each evaluation that was not asked for yet.
  private var expected: [Key: [Int]] = [:]

  public init(_ crew: Crew, scorer: ProxyScorer) {
    self.crew = crew
    self.scorer = scorer
  }

  /// How many evaluations were told and not asked for.
  var unaskedCount: Int { expected.count }

  /// The one that is asked for, and behind it twice what all ranks have under way, so that none stands still
  /// while the last parts of the first are computed.
  public var lookahead: Int {
    let partCount = max(1, scorer.drawnParts.count)
    return 1 + (4 * crew.size + partCount - 1) / partCount
  }

  public func expect(_ evaluations: [Evaluation]) throws {
    for evaluation in evaluations {
      try submit(evaluation.architecture, seed: evaluation.seed)
    }
  }

  public func scores(
    of architecture: Architecture, seed: Seed, after recent: [Scores]
  ) throws -> Scores {
    let key = Key(genotype: architecture.genotype, seed: seed)
    let numbers = try submit(architecture, seed: seed)
    expected[key] = nil
    var outcomes: [ScorePart: [Outcome]] = [:]
    for (part, number) in zip(scorer.drawnParts, numbers) {
      guard
        let result = MessageFormat.decode([Outcome].self, from: try crew.result(of: number)),
        result.count == part.metrics.count
      else { throw RankError.failed("read a result") }
      outcomes[part] = result
    }
    for part in scorer.closedParts {
      outcomes[part] = scorer.outcomes(of: part, for: architecture, seed: seed)
    }
    return scorer.scores(joining: outcomes, after: recent)
  }

  public func finish() throws { try crew.finish() }

  /// The numbers of an evaluation's units, which are handed out unless they were before.
  @discardableResult
  private func submit(_ architecture: Architecture, seed: Seed) throws -> [Int] {
    let key = Key(genotype: architecture.genotype, seed: seed)
    if let numbers = expected[key] { return numbers }
    let numbers = try scorer.drawnParts.map { part in
      let unit = ScoreUnit(genotype: architecture.genotype, seed: seed.value, part: part)
      return try crew.submit(
        MessageFormat.encode(unit), cost: scorer.cost(of: part, for: architecture))
    }
    expected[key] = numbers
    return numbers
  }
}
