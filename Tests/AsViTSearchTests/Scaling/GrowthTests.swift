import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct GrowthTests {
  static let seed = "8,2,3|4,1,2|4,1,4|4,1,6|32"

  static func settings(
    _ policy: GrowthPolicy = .asvit, seed: UInt64 = 0, reach: GrowthReach = .targets([80_000_000]),
    maxMACs: Int? = nil
  ) throws -> GrowthSettings {
    GrowthSettings(
      topology: Genotype(self.seed), policy: policy, seed: seed, reach: reach, maxMACs: maxMACs)
  }

  /// Grown to its end under scores that vary with architecture and seed.
  static func grown(_ settings: GrowthSettings) throws -> Growth {
    var growth = try Growth(of: AsViTFamily(), settings: settings)
    while let evaluation = growth.next {
      growth.record(
        WidthScorer().scores(of: evaluation.architecture, seed: evaluation.seed))
    }
    return growth
  }

  /// round(8 · 1.05) is 8, and 1.10 and 1.15 both come to 9: three widths in four stages.
  @Test func `first step tries every stage at every width`() throws {
    let growth = try Growth(of: AsViTFamily(), settings: Self.settings())
    #expect(growth.start.architecture.genotype == Genotype(Self.seed))
    #expect(growth.start.narrow.genotype.genes.hiddenSize == 8)
    let genotypes = growth.candidates.map(\.narrow.genotype.genes)
    #expect(genotypes.map(\.hiddenSize) == [8, 9, 10, 8, 9, 10, 8, 9, 10, 8, 9, 10])
    #expect(
      genotypes.map { $0.stages.map(\.depth) }
        == [[2, 1, 1, 1], [1, 2, 1, 1], [1, 1, 2, 1], [1, 1, 1, 2]].flatMap {
          [$0, $0, $0]
        })
    for candidate in growth.candidates {
      var wide = candidate.narrow.genotype.genes
      wide.hiddenSize *= 4
      #expect(candidate.architecture == (try AsViTFamily().architecture(for: wide)))
    }
  }

  /// By Python's `round(w * (1 + r))`; 10 · 1.05 and 10 · 1.15 lie halfway.
  @Test(arguments: [
    (8, [8, 9, 10]), (9, [9, 10, 11]), (10, [10, 11, 12]), (22, [23, 24, 25, 26]),
    (30, [32, 33, 34, 36]), (45, [47, 50, 52, 54]), (50, [52, 55, 57, 60]),
  ])
  func `widths are rounded half to even and duplicates dropped`(width: Int, expected: [Int]) throws
  {
    var genes = Genotype(Self.seed).genes
    genes.hiddenSize = width
    #expect(genes.widerHiddenSizes == expected)
  }

  @Test(arguments: GrowthPolicy.allCases)
  func `every step deepens one stage and narrows none`(policy: GrowthPolicy) throws {
    let growth = try Self.grown(Self.settings(policy))
    #expect(growth.steps.map(\.number) == Array(1...growth.steps.count))
    for (before, after) in zip(growth.members, growth.members.dropFirst()) {
      let depths = [before, after].map { $0.narrow.genotype.genes.stages.map(\.depth) }
      #expect(zip(depths[0], depths[1]).map { $1 - $0 }.sorted() == [0, 0, 0, 1])
      #expect(after.narrow.genotype.genes.hiddenSize >= before.narrow.genotype.genes.hiddenSize)
      #expect(after.architecture.parameterCount > before.architecture.parameterCount)
    }
  }

  /// The authors stop at 80 M and drop what is above 110 M.
  @Test(arguments: GrowthPolicy.allCases, 0..<3 as Range<UInt64>)
  func `growth ends at the largest target`(policy: GrowthPolicy, seed: UInt64) throws {
    let growth = try Self.grown(
      Self.settings(policy, seed: seed, reach: .targets([80_000_000, 29_000_000])))
    let counts = growth.members.map(\.architecture.parameterCount)
    #expect(counts.dropLast().allSatisfy { $0 < 80_000_000 })
    #expect(counts[counts.count - 1] >= 80_000_000)
    for step in growth.steps {
      #expect(step.candidates.allSatisfy { $0.parameterCount <= 110_000_000 })
    }
    #expect(growth.next == nil)
  }

  @Test(arguments: GrowthPolicy.allCases)
  func `without targets it grows until nothing fits`(policy: GrowthPolicy) throws {
    let growth = try Self.grown(
      Self.settings(policy, reach: .upTo(20_000_000), maxMACs: 3_000_000_000))
    let last = growth.members[growth.steps.count]
    #expect(last.architecture.parameterCount <= 20_000_000)
    #expect(last.architecture.macCount <= 3_000_000_000)
  }

  /// The same path without limits goes on, to candidates that all break one of them.
  @Test func `nothing that fits is left`() throws {
    let growth = try Self.grown(
      Self.settings(reach: .upTo(20_000_000), maxMACs: 3_000_000_000))
    var free = try Growth(of: AsViTFamily(), settings: Self.settings())
    for step in growth.steps {
      for _ in 0..<free.progress.totalCount {
        let evaluation = try #require(free.next)
        free.record(
          Scores(
            length: evaluation.architecture.genotype == step.chosen.narrowGenotype ? 2 : 1,
            condition: 1))
      }
    }
    #expect(free.members.map(\.narrow) == growth.members.map(\.narrow))
    #expect(!free.candidates.isEmpty)
    for candidate in free.candidates {
      #expect(
        candidate.architecture.parameterCount > 20_000_000
          || candidate.architecture.macCount > 3_000_000_000)
    }
  }

  @Test func `every candidate is scored and the best rank taken`() throws {
    let growth = try Self.grown(Self.settings())
    for step in growth.steps {
      #expect(step.candidates.allSatisfy { $0.scores != nil })
      #expect(
        step.candidates.map(\.rankSum)
          == Objective.paper.rankSums(of: step.candidates.compactMap(\.scores)))
      #expect(step.chosen.rankSum == step.candidates.compactMap(\.rankSum).min())
    }
  }

  @Test(arguments: [nil, 9_000_000_000])
  func `growth by capacity takes what gains most for its cost`(maxMACs: Int?) throws {
    let growth = try Self.grown(Self.settings(.capacity, maxMACs: maxMACs))
    #expect(growth.steps.count > 3)
    for (step, (before, after)) in zip(
      growth.steps, zip(growth.members, growth.members.dropFirst()))
    {
      func gain(_ genotype: Genotype, _ parameters: Int, _ macs: Int) throws -> Double {
        let capacity = SpectralCapacity.value(of: try AsViTFamily().architecture(for: genotype))
        let old = before.architecture
        return (capacity - SpectralCapacity.value(of: old))
          / Double(maxMACs == nil ? parameters - old.parameterCount : macs - old.macCount)
      }
      let gains = try step.candidates.map {
        try gain($0.genotype, $0.parameterCount, $0.macCount)
      }
      #expect(step.candidates[step.choice].genotype == after.architecture.genotype)
      #expect(gains[step.choice] == gains.max())
    }
  }

  /// Left alone, growth by capacity adds blocks where they are cheapest: it would be out of blocks at a
  /// thirtieth of this size.
  @Test func `growth by capacity spares the blocks that it needs for its goal`() throws {
    var settings = try Self.settings(.capacity)
    settings.maxBlocks = 16
    let growth = try Self.grown(settings)
    let blockCounts = growth.members.map(\.architecture.blockWidths.count)
    #expect(blockCounts == Array(4...16))
    #expect(growth.last.architecture.parameterCount >= 80_000_000)
    #expect(GrowthEvidence(of: growth)?.extrapolations == [.widths])
    // The first steps are free: what capacity alone would take.
    var free = try Growth(of: AsViTFamily(), settings: Self.settings(.capacity))
    free.record(Scores())
    #expect(growth.steps[0].chosen.genotype == free.steps[0].chosen.genotype)

    settings.maxBlocks = 6
    let short = try Self.grown(settings)
    #expect(short.last.architecture.blockWidths.count == 6)
    #expect(
      throws: SearchError.targetOutOfReach(
        80_000_000,
        possible: short.start.architecture.parameterCount...short.last.architecture.parameterCount,
        maxMACs: nil, maxBlocks: 6)
    ) { try short.member(nearest: 80_000_000, allowingAbove: false) }
  }

  @Test(arguments: [GrowthPolicy.compound, .random, .capacity])
  func `baselines score what they take alone`(policy: GrowthPolicy) throws {
    for step in try Self.grown(Self.settings(policy)).steps {
      #expect(step.candidates.indices.filter { step.candidates[$0].scores != nil } == [step.choice])
      #expect(step.candidates.allSatisfy { $0.rankSum == nil })
    }
  }

  /// Depths 1,1,1,1 to 2,2,2,1; 8 · 1.125ⁿ is 9, 10.125 and 11.39.
  @Test func `compound scaling grows all stages in turn`() throws {
    let members = try Self.grown(Self.settings(.compound)).members
    #expect(
      members.prefix(4).map { $0.narrow.genotype.genes.stages.map(\.depth) }
        == [[1, 1, 1, 1], [2, 1, 1, 1], [2, 2, 1, 1], [2, 2, 2, 1]])
    #expect(members.prefix(4).map(\.narrow.genotype.genes.hiddenSize) == [8, 9, 10, 11])
  }

  @Test func `random growth follows its seed`() throws {
    func choices(_ seed: UInt64) throws -> [Int] {
      try Self.grown(Self.settings(.random, seed: seed)).steps.map(\.choice)
    }
    #expect(try choices(1) == choices(1))
    #expect(try choices(1) != choices(2))
    // Not the candidates of one stage or width alone.
    #expect(Set(try (1...5).flatMap(choices)).count > 8)
  }

  @Test func `uniform goal does not depend on the steps made`() throws {
    let growth = try Growth(of: AsViTFamily(), settings: Self.settings())
    let goal = growth.uniformGoal
    #expect(goal.architecture.parameterCount >= 80_000_000)
    #expect(try Self.grown(Self.settings()).uniformGoal.architecture == goal.architecture)
  }
}

/// Prefers width and depth, with noise from the seed.
struct WidthScorer: ArchitectureScorer {
  func scores(of architecture: Architecture, seed: Seed) -> Scores {
    let noise = SyntheticScorer().scores(of: architecture, seed: seed)[LengthDistortion.metric]!
      .mean
      .value!
    let width = Double(architecture.genotype.genes.hiddenSize)
    return Scores(
      length: width + 4 * noise, condition: 100 - width - noise)
  }
}
