import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct SearchTests {
  private let scorer = SyntheticScorer()

  private func run(
    _ settings: SearchSettings, stepCount: Int? = nil
  ) throws -> (search: Search, steps: [SearchStep]) {
    var search = try Search(space: .imageNet, settings: settings)
    let steps = try (0..<(stepCount ?? settings.stepCount)).map { _ in
      try search.step(scoring: scorer.scores)
    }
    return (search, steps)
  }

  /// ln 4,556,250: the entropy of the paper's space.
  @Test func `entropy starts at the paper value`() throws {
    let step = try #require(try run(SearchSettings(), stepCount: 1).steps.first)
    #expect(abs(try #require(step.entropy) - 15.3320) < 1e-3)
    #expect(step.reward == 0 && step.baseline == 0)
    #expect(step.number == 1 && !step.reusesScores)
  }

  @Test func `policy finds what the scores favour`() throws {
    let (search, steps) = try run(SearchSettings(seed: 7))
    let entropies = steps.compactMap(\.entropy)
    #expect(search.isFinished && entropies.count == 500)
    #expect(entropies[499] < 8)
    // The later samples are far better than the earlier ones in both metrics.
    func mean(_ steps: ArraySlice<SearchStep>, _ metric: Metric) -> Double {
      steps.reduce(0) { $0 + ($1.scores[metric]?.mean.value ?? .nan) }
        / Double(steps.count)
    }
    #expect(
      mean(steps.suffix(50), LengthDistortion.metric) > mean(
        steps.prefix(50), LengthDistortion.metric) + 5)
    #expect(
      mean(steps.suffix(50), ConditionNumber.metric) < mean(
        steps.prefix(50), ConditionNumber.metric) - 20)
    let found = try search.found(scoring: scorer.scores).genotype
    #expect(found.genes.stages.map(\.windowSplit) == [2, 1, 1, 1])
  }

  /// Evolution ends with better architectures than random search of the same length.
  @Test func `evolution beats random search`() throws {
    func meanRank(_ kind: ControllerKind) throws -> Double {
      let steps = try run(SearchSettings(controller: kind, stepCount: 300, seed: 3)).steps
      return steps.suffix(100).reduce(0) { sum, step in
        let length = step.scores[LengthDistortion.metric]?.mean.value ?? .nan
        let condition = step.scores[ConditionNumber.metric]?.mean.value ?? .nan
        return sum + length - condition / 10
      }
    }
    #expect(try meanRank(.evolution) > meanRank(.random) + 500)
  }

  @Test(arguments: ControllerKind.samplers)
  func `the same seed gives the same steps, another seed others`(kind: ControllerKind) throws {
    let settings = SearchSettings(controller: kind, stepCount: 80, seed: 1)
    let first = try run(settings)
    let second = try run(settings)
    #expect(first.steps == second.steps)
    #expect(
      try first.search.found(scoring: scorer.scores)
        == second.search.found(scoring: scorer.scores))
    #expect(first.search.ranked == second.search.ranked)
    var other = settings
    other.seed = 2
    #expect(try run(other).steps.map(\.genotype) != first.steps.map(\.genotype))
  }

  @Test func `best architectures are distinct and in order`() throws {
    let (search, steps) = try run(SearchSettings(controller: .random, stepCount: 60))
    let ranked = search.ranked
    #expect(ranked.count == Set(steps.map(\.genotype)).count && ranked.count > 10)
    #expect(Set(ranked.map(\.genotype)) == Set(steps.map(\.genotype)))
    let rankSums = try ranked.map { try #require($0.rankSum) }
    #expect(rankSums == rankSums.sorted())
    // Without a preference the best seen is the result.
    let found = try search.found(scoring: scorer.scores)
    #expect(found == search.archive[ranked[0].genotype])
    #expect(search.policy?.entropy == steps.first?.entropy)
  }

  @Test func `ties rank by first sight`() throws {
    var search = try Search(
      space: .imageNet, settings: SearchSettings(controller: .evolution, stepCount: 20))
    var seen: [Genotype] = []
    for _ in 0..<20 {
      let step = try search.step { _, _ in Scores(length: 1, condition: 1) }
      if !seen.contains(step.genotype) { seen.append(step.genotype) }
    }
    #expect(search.ranked.map(\.genotype) == seen)
    #expect(search.ranked.allSatisfy { $0.rankSum == 2 })
  }

  /// What is found was never sampled in so short a search: it is scored at the end.
  @Test func `an architecture found but never seen is scored`() throws {
    let (search, steps) = try run(SearchSettings(stepCount: 3))
    var scored: [Genotype] = []
    let found = try search.found {
      scored.append($0.genotype)
      return scorer.scores(of: $0, seed: $1)
    }
    #expect(!steps.map(\.genotype).contains(found.genotype))
    #expect(scored == [found.genotype])
    #expect(found.firstStep == nil)
  }

  @Test func `failing scorer leaves the search as it was`() throws {
    struct Interrupted: Error {}
    var (search, _) = try run(SearchSettings(seed: 4), stepCount: 5)
    let untouched = search
    #expect(throws: Interrupted.self) { try search.step { _, _ in throw Interrupted() } }
    var expected = untouched
    #expect(
      try search.step(scoring: scorer.scores) == expected.step(scoring: scorer.scores))
  }
}
