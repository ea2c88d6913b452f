import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

/// How often, and under which seeds, a search has architectures scored.
@Suite struct SearchScoringTests {
  /// Each call's genotype and seed over a search of 500 steps, which meets some genotypes again.
  private func calls(_ settings: SearchSettings) throws -> (
    steps: [SearchStep], calls: [(genotype: Genotype, seed: Seed)], search: Search
  ) {
    var search = try Search(space: .imageNet, settings: settings)
    var calls: [(genotype: Genotype, seed: Seed)] = []
    let steps = try (0..<settings.stepCount).map { _ in
      try search.step { architecture, seed in
        calls.append((architecture.genotype, seed))
        return SyntheticScorer().scores(of: architecture, seed: seed)
      }
    }
    return (steps, calls, search)
  }

  @Test func `same architecture is scored once`() throws {
    let (steps, calls, search) = try calls(SearchSettings(controller: .evolution, seed: 5))
    #expect(Set(calls.map(\.genotype)).count == calls.count)
    let reused = steps.filter(\.reusesScores)
    #expect(!reused.isEmpty && calls.count + reused.count == 500)
    for step in reused {
      let first = try #require(steps.first { $0.genotype == step.genotype })
      #expect(!first.reusesScores && first.scores == step.scores && first.number < step.number)
    }
    #expect(calls.allSatisfy { search.archive.evaluationCount(of: $0.genotype) == 1 })
  }

  @Test func `rescoring draws anew each time`() throws {
    let (steps, calls, search) = try calls(
      SearchSettings(controller: .evolution, seed: 5, rescores: true))
    #expect(calls.count == 500 && !steps.contains(where: \.reusesScores))
    #expect(Set(calls.map(\.seed)).count == 500)
    let archive = search.archive
    func count(_ architecture: ScoredArchitecture) -> Int {
      archive.evaluationCount(of: architecture.genotype)
    }
    let most = try #require(archive.architectures.max { count($0) < count($1) })
    #expect(count(most) > 1)
    // All draws count in the ranking.
    let draws = steps.filter { $0.genotype == most.genotype }
      .compactMap { $0.scores[LengthDistortion.metric]?.repeats.first }
    #expect(most.scores[LengthDistortion.metric]?.repeats == draws)
    #expect(draws.count == count(most) && Set(draws).count == draws.count)
  }

  @Test func `evaluation seeds depend on root genotype and draw alone`() throws {
    let calls = try calls(SearchSettings(stepCount: 3, seed: 9)).calls
    for (genotype, seed) in calls { #expect(seed == Seed(9).evaluating(genotype)) }
    let genotype = calls[0].genotype
    #expect(Seed(9).evaluating(genotype, draw: 1) != Seed(9).evaluating(genotype))
    #expect(Seed(8).evaluating(genotype) != Seed(9).evaluating(genotype))
  }
}
