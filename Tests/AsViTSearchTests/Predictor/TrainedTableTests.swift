import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTStatistics
import Testing

@testable import AsViTSearch

struct TrainedTableTests {
  private let space: SearchSpace

  init() throws { space = try .shipped("vit-32") }

  /// Two trainings each: narrow networks do well, and a little noise.
  private func table(
    of count: Int, higherIsBetter: Bool = true, noise: Double = 0.3
  ) throws -> TrainedTable {
    let sample = try BalancedSample(of: space, count: count, within: SizeBand(), seed: Seed(3))
    var rng = SplitMix64(seed: Seed(8))
    let trainings = sample.architectures + sample.architectures
    return TrainedTable(
      genotypes: trainings.map(\.genotype),
      target: GenotypeTable.Column(
        name: "outcome", higherIsBetter: higherIsBetter,
        values: trainings.enumerated().map { index, architecture in
          let value = 50 - Double(architecture.blockWidths[0]) / 32 + noise * rng.normal()
          return index == 1 ? nil : higherIsBetter ? value : -value
        }))
  }

  private func search(
    _ table: TrainedTable, maxParameters: Int? = nil
  ) throws -> Search {
    try Search(
      space: space,
      settings: SearchSettings(
        controller: .exact, stepCount: 5, limits: SearchLimits(maxParameters: maxParameters),
        objective: Objective([] as [Objective.Term]), trained: table))
  }

  @Test(arguments: [true, false])
  func `a search by trainings finds what they praise`(higherIsBetter: Bool) throws {
    var search = try search(table(of: 40, higherIsBetter: higherIsBetter))
    let findings = try #require(search.exact)
    let predictor = try #require(findings.predictor)
    #expect(predictor.target == "outcome" && predictor.architectureCount == 40)
    #expect(predictor.accuracy.ranks == .yes && findings.evidence == nil)
    let widths = try #require(space.choices.first { $0.name == "width" })
    let best = findings.designs[0].design
    #expect(best.leastWidth == widths.options.min())
    #expect((predictor.prediction(for: best) > 0) == higherIsBetter)
    #expect(abs(abs(predictor.prediction(for: best)) - (50 - Double(best.leastWidth) / 32)) < 2)
    #expect(findings.designs[0].extrapolations.isEmpty)
    while !search.isFinished { try search.step { _, _ in Scores() } }
    // Without terms the designs keep their order.
    #expect(search.ranked.map(\.genotype) == findings.designs.map(\.design.genotype))
    #expect(try search.found { _, _ in Scores() }.genotype == best.genotype)
  }

  @Test func `designs beyond the trained ones are marked`() throws {
    var table = try table(of: 60)
    let shallow = try table.genotypes.map {
      try space.architecture(for: $0).blockWidths.count <= 6
    }
    table.target.values = zip(table.target.values, shallow).map { $1 ? $0 : nil }
    table.extrapolates = true
    let settings = SearchSettings(
      controller: .exact, stepCount: 1, blocks: 8...20,
      objective: Objective([] as [Objective.Term]), trained: table)
    let findings = try #require(try Search(space: space, settings: settings).exact)
    #expect(findings.designs[0].extrapolations == [.blocks])
  }

  /// Narrow networks are praised, and the smallest of the space are smaller than the trained ones.
  @Test func `designs have the sizes of the trained networks unless told`() throws {
    var table = try table(of: 80)
    let macs = try table.genotypes.map { try space.architecture(for: $0).macCount }
    let middle = macs.sorted()[macs.count / 2]
    table.target.values = zip(table.target.values, macs).map { $1 >= middle ? $0 : nil }
    let within = try #require(try search(table).exact)
    let range = try #require(within.predictor?.macs)
    #expect(range.lowerBound >= middle)
    #expect(within.designs.allSatisfy { range.contains($0.design.macCount) })
    #expect(within.designs.allSatisfy { !$0.extrapolations.contains(.macs) })
    table.extrapolates = true
    let beyond = try #require(try search(table).exact)
    #expect(beyond.designs[0].design.macCount < middle)
    #expect(beyond.designs[0].extrapolations.contains(.macs))
    table.extrapolates = false
    let error = #expect(throws: SearchError.self) { try search(table, maxParameters: 60_000) }
    guard case .nothingFitsTrained = error else { return #expect(Bool(false), "\(error!)") }
  }

  @Test func `trainings that do not rank are refused, and nothing steps in`() throws {
    var noise = try table(of: 40)
    var rng = SplitMix64(seed: Seed(77))
    noise.target.values = noise.target.values.map { _ in rng.normal() }
    let error = #expect(throws: SearchError.self) { try search(noise) }
    guard case .doesNotRank = error else { return #expect(Bool(false), "\(error!)") }
    #expect(error?.description.contains("nothing else is taken in their place") == true)
  }

  @Test func `few trainings and those of another space are refused`() throws {
    #expect(throws: SearchError.tooFewTrained(10, target: "outcome")) { try search(table(of: 10)) }
    var other = try table(of: 30)
    other.genotypes[7] = "100x3|4,2"
    let error = #expect(throws: SearchError.self) { try search(other) }
    #expect(
      error?.description.hasPrefix("the table has 100x3|4,2, which is not in the space") == true)
  }
}
