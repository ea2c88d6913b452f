import AsViTArchitecture
import AsViTProxies
import Testing

@testable import AsViTSearch

struct RankingTests {
  private let objective = Objective([.init(LengthDistortion.metric, .higher)])

  /// Steps that score architectures of the ImageNet space with some repeats.
  private func steps(_ repeats: [[Double]]) -> [SearchStep] {
    let genotypes = (1...4).map { Genotype("8,2,\($0)|4,1,2|4,1,4|4,1,6|32") }
    return zip(genotypes, repeats).enumerated().map { index, pair in
      SearchStep(
        number: index + 1, genotype: pair.0,
        scores: [LengthDistortion.metric: Measurement(repeats: pair.1.map { .value($0) })],
        reusesScores: false, parameterCount: 1, macCount: 1, reward: 0, baseline: nil,
        entropy: nil, redrawCount: 0)
    }
  }

  private func ranking(
    _ steps: [SearchStep], found: ScoredArchitecture? = nil, by objective: Objective? = nil
  ) throws -> Ranking {
    try Ranking(of: steps, and: found, by: objective ?? self.objective, in: .imageNet)
  }

  /// Standard errors by hand: 0.1, 0.1, 1 and 0.1 about 1, 2, 2.5 and 9.
  @Test func `places that cannot be told apart stand in brackets`() throws {
    let ranking = try ranking(steps([[0.9, 1.1], [1.9, 2.1], [1.5, 3.5], [8.9, 9.1]]))
    let places = ranking.architectures.indices.map {
      ranking.place(of: $0, by: objective.terms[0])
    }
    #expect(
      places == [
        .init(rank: 1, first: 1, last: 1), .init(rank: 2, first: 2, last: 4),
        .init(rank: 3, first: 2, last: 3), .init(rank: 4, first: 3, last: 4),
      ])
  }

  @Test func `single values are told apart where they differ`() throws {
    let ranking = try ranking(steps([[1], [2], [2], [3]]))
    let places = ranking.architectures.indices.compactMap {
      ranking.place(of: $0, by: objective.terms[0])
    }
    #expect(places.map(\.rank) == [1, 2, 2, 4])
    #expect(places.map(\.first) == [1, 2, 2, 4] && places.map(\.last) == [1, 3, 3, 4])
  }

  @Test func `repeats of one architecture are taken together`() throws {
    var steps = steps([[1, 3], [9]])
    let again = steps[0]
    steps.append(again)
    let ranking = try ranking(steps)
    #expect(ranking.architectures.map(\.firstStep) == [2, 1])
    #expect(
      ranking.architectures[1].scores[LengthDistortion.metric]?.repeats
        == [.value(1), .value(3), .value(1), .value(3)])
  }

  @Test func `what was found without a step is ranked among the others`() throws {
    let steps = steps([[1], [3], [2]])
    let found = ScoredArchitecture(steps[2])
    let ranking = try ranking(Array(steps.prefix(2)), found: found)
    #expect(ranking.architectures.map(\.genotype) == [1, 2, 0].map { steps[$0].genotype })
    let unranked = try self.ranking(
      Array(steps.prefix(2)), found: found, by: Objective([] as [Objective.Term]))
    #expect(unranked.architectures.map(\.genotype) == [2, 0, 1].map { steps[$0].genotype })
    #expect(unranked.front.isEmpty)
    let seen = try self.ranking(steps, found: found, by: Objective([] as [Objective.Term]))
    #expect(seen.architectures.map(\.genotype) == [2, 0, 1].map { steps[$0].genotype })
    #expect(seen.architectures[0].scores == found.scores)
  }

  @Test func `closed forms need not have been measured`() throws {
    let steps = steps([[1], [3], [2]])
    let ranking = try ranking(steps, by: Objective([SpectralCapacity.self]))
    let values = try steps.map {
      SpectralCapacity.value(of: try SearchSpace.imageNet.architecture(for: $0.genotype))
    }
    #expect(
      ranking.architectures.map { $0.scores.value(of: SpectralCapacity.metric) }
        == values.sorted(by: >))
  }
}
