import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTStatistics
import Testing

@testable import AsViTSearch

struct AdditiveModelTests {
  private static func space() throws -> SearchSpace {
    try SearchSpace(
      yaml: """
        family: as-vit
        image:
          side: 32
          mean: [0.5, 0.5, 0.5]
          deviation: [0.25, 0.25, 0.25]
        classes: 10
        stem-stride: 4
        hidden-size: [8, 16, 24]
        stages:
          - kernel: [4, 5]
            split: [1, 2, 4]
            expansion: [2, 4]
            depth: [1, 2]
          - kernel: 2
            split: [1, 2]
            expansion: 2
            depth: 1
          - kernel: 2
            split: 1
            expansion: [2, 3]
            depth: 1
          - kernel: 2
            split: 1
            expansion: 2
            depth: 1
        heads: 8
        """, file: "small.yaml")
  }

  private let space: SearchSpace
  private let all: [Architecture]

  init() throws {
    let space = try Self.space()
    self.space = space
    var selections: [[Int]] = [[]]
    for choice in space.choices {
      selections = selections.flatMap { head in choice.options.indices.map { head + [$0] } }
    }
    all = selections.map { space.architecture(for: $0) }
  }

  /// A truth that is additive: S1 costs, K1 helps, MACs help.
  private func truth(_ architecture: Architecture) throws -> Double {
    let selection = try space.selection(of: architecture.genotype)
    func option(_ name: String) -> Double {
      Double(selection[space.choices.firstIndex { $0.name == name }!])
    }
    return 80 - 2 * option("S1") + 1.5 * option("K1") + Double(architecture.macCount) / 1e6
  }

  private func model(
    of count: Int, noise: Double, higherIsBetter: Bool = true, threads: Int = 2
  ) throws -> AdditiveModel {
    let sample = try BalancedSample(of: space, count: count, within: SizeBand(), seed: Seed(1))
    var rng = SplitMix64(seed: Seed(11))
    let values = try sample.architectures.map { try truth($0) + noise * rng.normal() }
    return try #require(
      AdditiveModel(
        of: values.map { higherIsBetter ? $0 : -$0 }, higherIsBetter: higherIsBetter,
        architectures: sample.architectures, in: space, seed: Seed(2),
        workers: Workers(count: threads)))
  }

  @Test func `what holds without noise is found and predicted`() throws {
    let model = try model(of: 60, noise: 0)
    #expect(model.accuracy.rSquared > 0.999)
    #expect(try #require(model.accuracy.tau).value > 0.98 && model.accuracy.ranks == .yes)
    let effects = model.accuracy.effects
    let split = try #require(effects.first { $0.choice == "S1" })
    #expect(split.options.map(\.option) == ["1", "2", "4"])
    #expect(abs(split.range - 4) < 0.1)
    #expect(split.options.reduce(0) { $0 + $1.count } == 60)
    let center = split.options.reduce(0) { $0 + Double($1.count) * ($1.effect?.value ?? .nan) }
    #expect(abs(center) < 1e-9)
    #expect(try #require(effects.first { $0.choice == "S2" }).range < 0.1)
    for architecture in all.prefix(50) {
      let error = try model.prediction(for: architecture) - truth(architecture)
      #expect(abs(error) < 0.1)
    }
  }

  @Test func `effects of noisy trainings are within their intervals, most of them`() throws {
    let model = try model(of: 100, noise: 1)
    let split = try #require(model.accuracy.effects.first { $0.choice == "S1" })
    let shares = split.options.map { Double($0.count) / 100 }
    let center = shares.enumerated().reduce(0) { $0 - 2 * Double($1.offset) * $1.element }
    for (index, option) in split.options.enumerated() {
      let interval = try #require(option.effect?.interval)
      #expect(interval.contains(-2 * Double(index) - center))
      #expect(interval.upperBound - interval.lowerBound < 1.5)
    }
    #expect(model.accuracy.ranks == .yes)
  }

  @Test func `noise ranks nothing`() throws {
    let sample = try BalancedSample(of: space, count: 60, within: SizeBand(), seed: Seed(1))
    var rng = SplitMix64(seed: Seed(5))
    let model = try #require(
      AdditiveModel(
        of: sample.architectures.map { _ in rng.normal() }, higherIsBetter: true,
        architectures: sample.architectures, in: space, seed: Seed(2), workers: Workers(count: 2)))
    #expect(model.accuracy.ranks != .yes)
  }

  /// Every design of the space by the model's own predictions.
  @Test(arguments: [true, false])
  func `the exact optimum is that of all predictions`(higherIsBetter: Bool) throws {
    let model = try model(of: 60, noise: 0.5, higherIsBetter: higherIsBetter)
    for maxMACs in [nil, 1_500_000, 700_000] {
      let limits = SearchLimits(maxMACs: maxMACs)
      let search = try ExactSearch(space: space, score: model, limits: limits)
      let best = try search.designs(count: 3)
      let ranked = try all.filter(limits.admit).map { architecture in
        (try model.prediction(for: architecture) * (higherIsBetter ? 1 : -1), architecture.genotype)
      }.sorted { $0.0 > $1.0 }
      #expect(best.map(\.genotype) == ranked.prefix(best.count).map(\.1))
      #expect(
        abs(best[0].score - best[best.count - 1].score - (ranked[0].0 - ranked[best.count - 1].0))
          < 1e-9)
    }
  }

  /// Against all designs of the space that are in a band of both sizes.
  @Test func `the exact optimum within a band is that of all predictions there`() throws {
    let model = try model(of: 60, noise: 0.5)
    for (least, most) in [(300_000, 900_000), (1_000_000, 1_100_000), (2_000_000, 9_000_000)] {
      var search = try ExactSearch(space: space, score: model)
      search.band = SizeBand(minParameters: 30_000, minMACs: least, maxMACs: most)
      let ranked = try all.filter(search.band.admits).map { architecture in
        (try model.prediction(for: architecture), architecture.genotype)
      }.sorted { $0.0 > $1.0 }
      let best = try search.designs(count: 3)
      #expect(best.map(\.genotype) == ranked.prefix(best.count).map(\.1))
    }
    // With a closed form most choices are not decided.
    var search = try ExactSearch(
      space: space, objective: Objective([DepthTimesWidth.self]))
    search.band = SizeBand(minMACs: 1_000_000, maxMACs: 1_100_000)
    let best = try search.designs(count: 1)[0]
    let scores = all.filter(search.band.admits).map(DepthTimesWidth.value)
    #expect(best.score == scores.max() && search.band.minMACs! <= best.macCount)
  }

  @Test func `widths that were not trained are left out unless told`() throws {
    let widths = try #require(space.choices.firstIndex { $0.name == "hidden size" })
    let narrow = try all.filter { try space.selection(of: $0.genotype)[widths] < 2 }
    var model = try #require(
      AdditiveModel(
        of: narrow.map { Double($0.macCount) }, higherIsBetter: true, architectures: narrow,
        in: space, seed: Seed(0), workers: Workers(count: 1)))
    let widest = try ExactSearch(space: space, score: model).designs(count: 1)[0]
    #expect(try space.selection(of: widest.genotype)[widths] == 1)
    model.extrapolates = true
    let beyond = try ExactSearch(space: space, score: model).designs(count: 1)[0]
    #expect(try space.selection(of: beyond.genotype)[widths] == 2)
  }

  @Test func `few architectures and those of other spaces have no model`() throws {
    let values = all.prefix(19).map { Double($0.macCount) }
    #expect(
      AdditiveModel(
        of: values, higherIsBetter: true, architectures: Array(all.prefix(19)), in: space,
        seed: Seed(0), workers: Workers(count: 1)) == nil)
    let other = try SearchSpace.shipped("asvit-32")
    #expect(
      AdditiveModel(
        of: all.map { Double($0.macCount) }, higherIsBetter: true, architectures: all, in: other,
        seed: Seed(0), workers: Workers(count: 1)) == nil)
  }

  @Test func `threads change nothing`() throws {
    #expect(
      try model(of: 40, noise: 1, threads: 1).accuracy
        == model(of: 40, noise: 1, threads: 2).accuracy)
  }
}
