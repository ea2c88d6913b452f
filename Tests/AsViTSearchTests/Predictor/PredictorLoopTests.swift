import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTStatistics
import Testing

@testable import AsViTSearch

struct PredictorLoopTests {
  private let space: SearchSpace
  private static let limits = SearchLimits(maxParameters: 1_000_000, maxMACs: 60_000_000)

  /// Plain vision transformers of 3 to 8 blocks.
  init() throws {
    space = try SearchSpace(
      yaml: """
        family: vit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25]}
        classes: 10
        patch: 4
        width: [48, 72, 96, 144, 192]
        depth: [3, 4, 6, 8]
        heads: 3
        mlp-ratio: [1, 2, 4]
        """, file: "small.yaml")
  }

  private func settings(
    sampleCount: Int = 40, seconds: Double? = nil, seed: UInt64 = 5,
    limits: SearchLimits = Self.limits
  ) -> SearchSettings {
    SearchSettings(
      controller: .exact, stepCount: 6, seed: seed, limits: limits,
      objective: Objective([] as [Objective.Term]),
      trained: TrainedTable(
        genotypes: [],
        target: GenotypeTable.Column(name: "loss", higherIsBetter: false, values: []),
        rounds: TrainingRounds(
          settings: TrainingRounds.Settings(
            sampleCount: sampleCount, seedCount: 2, designCount: 3, seconds: seconds))))
  }

  /// Narrow and deep networks do well, and less so by noise that depends on genotype and seed alone.
  private func loss(_ genotype: Genotype, seed: UInt64, noise: Double) throws -> Double {
    let widths = try space.architecture(for: genotype).blockWidths
    var rng = SplitMix64(seed: Seed(seed).derived(genotype.description))
    return 2 + Double(widths[0]) / 32 - Double(widths.count) / 12 + noise * rng.normal()
  }

  /// A loop brought to its end, where every training takes ten seconds.
  private func finished(
    _ settings: SearchSettings, noise: Double = 0.05, failing: Genotype? = nil
  ) throws -> PredictorLoop {
    var loop = try PredictorLoop(in: space, settings: settings)
    while let round = try loop.next() {
      let values = try round.seeds.flatMap { seed in
        try round.members.map { member in
          member.genotype == failing
            ? nil : try loss(member.genotype, seed: seed, noise: noise)
        }
      }
      loop.record(values, of: round, seconds: 10 * Double(values.count))
    }
    return loop
  }

  private func search(by loop: PredictorLoop, _ settings: SearchSettings) throws -> Search {
    var settings = settings
    settings.trained = loop.table
    return try Search(space: space, settings: settings)
  }

  @Test func `rounds train what the trainings praise until they promise no more than noise`()
    throws
  {
    let loop = try finished(settings())
    let rounds = try #require(loop.table.rounds).rounds
    #expect(rounds.count > 1 && rounds[0].members.count == 40)
    #expect(rounds[0].members.allSatisfy { $0.origin == .sample })
    #expect(rounds.flatMap(\.seeds) == (0..<UInt64(2 * rounds.count)).map { 5 + $0 })
    #expect(rounds[1].members.map(\.origin).prefix(3) == [.predicted, .predicted, .predicted])
    #expect(Set(rounds[1].members.map(\.origin)).isSuperset(of: [.uniform, .random]))
    for round in rounds.dropFirst(2) {
      #expect(round.members.allSatisfy { $0.origin == .predicted } && round.members.count <= 3)
    }
    let designs = rounds.dropFirst().flatMap { $0.members.map(\.genotype) }
    #expect(Set(designs).count == designs.count)
    for genotype in rounds.flatMap(\.genotypes) {
      #expect(Self.limits.admit(try space.architecture(for: genotype)))
    }
    #expect(rounds.flatMap(\.genotypes) == loop.table.genotypes)

    var search = try search(by: loop, settings())
    let measured = try #require(search.exact?.predictor?.measured)
    #expect(!measured.promisesMore && Set(measured.designs.map(\.genotype)) == Set(designs))
    #expect(measured.designs[0].origin == .predicted)
    #expect(measured.designs.compactMap(\.mean) == measured.designs.compactMap(\.mean).sorted())
    while !search.isFinished { try search.step { _, _ in Scores() } }
    #expect(search.stepCount == 6)
    // Those level with the best are next, for longer trainings to tell apart.
    let seen = search.ranked.map(\.genotype)
    #expect(measured.level.count > 1)
    #expect(seen.starts(with: measured.level.map(\.genotype).prefix(6)))
    #expect(seen.count == 6 && Set(seen).count == 6)
    #expect(
      try search.found { _, _ in Scores() }.genotype == measured.designs[0].genotype)
    // The best that is there has the narrowest and the most blocks that fit.
    let found = try space.architecture(for: measured.designs[0].genotype)
    let narrowest = space.choices.first { $0.name == "width" }?.options.min()
    #expect(found.blockWidths[0] == narrowest)
  }

  /// By plain loops over the rows.
  @Test func `designs have the means and the noise of their trainings`() throws {
    let unhindered = try finished(settings())
    let failing = try #require(unhindered.table.rounds?.rounds[1].members[1].genotype)
    let loop = try finished(settings(), failing: failing)
    let measured = try #require(
      search(by: loop, settings()).exact?.predictor?.measured)
    var (squares, freedom) = (0.0, 0)
    let table = loop.table
    for genotype in Set(table.genotypes) {
      let values = table.genotypes.indices.filter { table.genotypes[$0] == genotype }
        .compactMap { table.target.values[$0] }
      guard values.count > 1 else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      squares += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      freedom += values.count - 1
    }
    let deviation = (squares / Double(freedom)).squareRoot()
    #expect(abs(measured.deviation - deviation) < 1e-12)
    #expect(abs(measured.noise - 1.96 * deviation) < 1e-12)
    let seeds = try #require(table.rounds).rounds.map(\.seeds)
    for design in measured.designs where design.genotype != failing {
      let values = try seeds[design.round].map {
        try loss(design.genotype, seed: $0, noise: 0.05)
      }
      let mean = try #require(design.mean)
      #expect(abs(mean - (values[0] + values[1]) / 2) < 1e-12 && design.trainingCount == 2)
      #expect(abs(try #require(design.standardError) - deviation / 2.0.squareRoot()) < 1e-12)
      let distance = mean - (measured.designs[0].mean ?? .nan)
      #expect(design.isLevel == (distance <= 1.96 * deviation))
    }
    #expect(measured.designs.contains { !$0.isLevel && $0.mean != nil })
    let last = try #require(measured.designs.last)
    #expect(last.genotype == failing && last.mean == nil && !last.isLevel)
    #expect(last.trainingCount == 0 && measured.best?.genotype == measured.designs[0].genotype)
  }

  /// 40 architectures and two seeds are 800 seconds; a round of 3 to 6 more is 60 to 120.
  @Test func `time decides whether another round begins, and nothing else`() throws {
    let unlimited = try #require(try finished(settings()).table.rounds).rounds
    let first = 800 + 20 * Double(unlimited[1].members.count)
    for (seconds, count) in [(1, 1), (first - 1, 1), (first, 2), (1e9, unlimited.count)] {
      let loop = try finished(settings(seconds: seconds))
      #expect(loop.table.rounds?.rounds == Array(unlimited.prefix(count)))
    }
    // Without a round nothing is measured: found is what the model predicts most for.
    let sampled = try search(by: finished(settings(seconds: 1)), settings(seconds: 1))
    let predictor = try #require(sampled.exact?.predictor)
    #expect(predictor.measured == nil && predictor.architectureCount == 40)
  }

  @Test func `trainings that do not rank are refused with what is level`() throws {
    var loop = try PredictorLoop(in: space, settings: settings())
    let round = try #require(try loop.next())
    var rng = SplitMix64(seed: Seed(77))
    let values: [Double] = round.genotypes.map { _ in rng.normal() }
    loop.record(values, of: round, seconds: 1)
    let error = #expect(throws: SearchError.self) { try loop.next() }
    guard case .doesNotRank(_, let level?) = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    let means = (0..<40).map { (values[$0] + values[40 + $0]) / 2 }
    let differences = (0..<40).map { values[$0] - values[40 + $0] }
    let squares = differences.map { $0 * $0 / 2 }.reduce(0, +)
    let noise = 1.96 * (squares / 40).squareRoot()
    let order = means.indices.sorted { means[$0] < means[$1] }
    let expected = order.filter { means[$0] - means[order[0]] <= noise }
    #expect(level.members.map(\.genotype) == expected.map { round.members[$0].genotype })
    #expect(level.trainedCount == 40 && expected.count > 10)
    let text = try #require(error).description
    #expect(
      text.contains("\n\(expected.count) of 40 architectures are level with the best"))
    #expect(text.contains("; the first ten:\n") && text.split(separator: "\n").count == 12)
  }

  @Test func `limits and samples that cannot be had are refused before a training`() throws {
    let error = #expect(throws: SearchError.self) {
      try PredictorLoop(
        in: space, settings: settings(limits: SearchLimits(maxParameters: 100)))
    }
    guard case .nothingFits = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    let narrow = SearchLimits(maxParameters: space.fewestParameters.parameterCount)
    let sample = #expect(throws: SearchError.self) {
      try PredictorLoop(in: space, settings: settings(sampleCount: 30, limits: narrow)).next()
    }
    guard case .sampleTooLarge(30, _, _) = sample else {
      return #expect(Bool(false), "\(String(describing: sample))")
    }
  }

  @Test func `seeds beyond 32 bits begin again`() throws {
    let loop = try finished(settings(seconds: 1, seed: (1 << 32) - 1))
    #expect(loop.table.rounds?.rounds[0].seeds == [(1 << 32) - 1, 0])
  }

  /// Against every design of the space in which width and depth are at one fraction.
  @Test func `uniform scaling is as large as can be`() throws {
    let space = try SearchSpace.shipped("asvit-design-32")
    let limits = SearchLimits(maxMACs: 5_000_000)
    let uniform = try #require(try space.uniformDesign(within: limits))
    let selection = try space.selection(of: uniform)
    let scaled = space.choices.indices.filter { space.choices[$0].name.hasPrefix("depth") }
    let architecture = try space.architecture(for: uniform)
    #expect(!scaled.isEmpty && limits.admit(architecture))
    for (choice, option) in zip(space.choices, selection) where !choice.name.hasPrefix("depth") {
      #expect(option == 0 || choice.name == "hidden size")
    }
    let fractions = scaled.map {
      Double(selection[$0]) / Double(space.choices[$0].options.count - 1)
    }
    let (least, most) = (try #require(fractions.min()), try #require(fractions.max()))
    #expect(most - least < 0.5)
    #expect(try space.uniformDesign(within: SearchLimits(maxMACs: 10)) == nil)
    let all = try #require(try space.uniformDesign(within: SearchLimits()))
    for index in scaled {
      #expect(
        try space.selection(of: all)[index] == space.choices[index].options.count - 1)
    }
  }
}
