import AsViTArchitecture
import AsViTNumerics
import AsViTSearch
import Testing

struct BalancedSampleTests {
  private func space() throws -> SearchSpace { try .shipped("asvit-design-32") }

  private let band = SizeBand(minMACs: 4_500_000, maxMACs: 5_500_000)

  /// How often each option of each choice is there.
  private func usage(
    of architectures: [Architecture], in space: SearchSpace
  ) throws -> [[Int]] {
    var usage = space.choices.map { Array(repeating: 0, count: $0.options.count) }
    for architecture in architectures {
      for (choice, option) in try space.selection(of: architecture.genotype).enumerated() {
        usage[choice][option] += 1
      }
    }
    return usage
  }

  @Test func `members are different and within the band`() throws {
    let sample = try BalancedSample(of: space(), count: 40, within: band, seed: Seed(0))
    #expect(sample.architectures.count == 40)
    #expect(Set(sample.architectures.map(\.genotype)).count == 40)
    #expect(sample.architectures.allSatisfy { (4_500_000...5_500_000).contains($0.macCount) })
  }

  /// In the band the options of some choices cannot be had equally often.
  @Test(arguments: [(SizeBand(minMACs: 4_500_000, maxMACs: 5_500_000), 0.75), (SizeBand(), 0.5)])
  func `options come up more evenly than in uniform draws`(band: SizeBand, ratio: Double) throws {
    let space = try space()
    let sample = try BalancedSample(of: space, count: 60, within: band, seed: Seed(2))
    var rng = SplitMix64(seed: Seed(2))
    var uniform: [Architecture] = []
    while uniform.count < 60 {
      let drawn = try space.architecture(for: space.sample(using: &rng))
      if band.admits(drawn) { uniform.append(drawn) }
    }
    func unevenness(_ architectures: [Architecture]) throws -> Double {
      try usage(of: architectures, in: space).reduce(0) { sum, counts in
        let even = 60 / Double(counts.count)
        return sum + counts.reduce(0) { $0 + abs(Double($1) - even) / even } / Double(counts.count)
      }
    }
    let (balanced, drawn) = try (unevenness(sample.architectures), unevenness(uniform))
    #expect(balanced < drawn * ratio)
  }

  @Test func `the beginning of a larger sample of the same pool is balanced too`() throws {
    let space = try space()
    let sample = try BalancedSample(of: space, count: 60, within: SizeBand(), seed: Seed(5))
    for counts in try usage(of: Array(sample.architectures.prefix(30)), in: space) {
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 4)
    }
  }

  @Test func `it depends on the seed alone`() throws {
    func genotypes(_ seed: UInt64) throws -> [Genotype] {
      try BalancedSample(of: space(), count: 12, within: band, seed: Seed(seed))
        .architectures.map(\.genotype)
    }
    #expect(try genotypes(7) == genotypes(7))
    #expect(try genotypes(7) != genotypes(8))
  }

  @Test func `what the band does not hold is told`() throws {
    let none = SizeBand(minParameters: 10, maxParameters: 20, minMACs: 5)
    let error = #expect(throws: SearchError.self) {
      try BalancedSample(of: space(), count: 3, within: none, seed: Seed(0))
    }
    #expect(
      error?.description == """
        a sample of 3 architectures with 10 to 20 parameters and at least 5 MACs was asked for, and \
        the draws have 0; sample fewer, or from a wider range of sizes
        """)
  }

  /// Of one block, the ratios of the others make no difference.
  @Test func `selections of one architecture come up once`() throws {
    let space = try SearchSpace(
      yaml: """
        family: vit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.25, 0.25, 0.25]}
        classes: 10
        patch: 8
        width: 8
        depth: [1, 2]
        heads: 2
        mlp-ratio: [1, 2, 4]
        """, file: "small.yaml")
    let sample = try BalancedSample(of: space, count: 12, within: SizeBand(), seed: Seed(0))
    #expect(Set(sample.architectures.map(\.genotype)).count == 12)
    #expect(throws: SearchError.sampleTooLarge(wanted: 13, available: 12, SizeBand())) {
      try BalancedSample(of: space, count: 13, within: SizeBand(), seed: Seed(0))
    }
  }
}
