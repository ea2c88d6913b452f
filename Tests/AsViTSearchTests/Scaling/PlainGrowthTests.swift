import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

/// The growth of plain vision transformers.
struct PlainGrowthTests {
  static let deiTTiny: Genotype = "192x12|3,4"
  /// Blocks of differing heads and MLP ratios.
  static let mixed: Genotype = "192x3|3,4|4,3.5|4,4"

  private static func grown(
    _ policy: GrowthPolicy = .asvit, from topology: Genotype = deiTTiny, seed: UInt64 = 0,
    reach: GrowthReach = .targets([86_567_656]), maxMACs: Int? = nil,
    scores: (Architecture, Seed) -> Scores = noisyScores
  ) throws -> Growth {
    var growth = try Growth(
      of: PlainViT(),
      settings: GrowthSettings(
        topology: topology, policy: policy, seed: seed, reach: reach, maxMACs: maxMACs))
    while let next = growth.next { growth.record(scores(next.architecture, next.seed)) }
    return growth
  }

  /// Scores that depend on the seed alone.
  private static func noisyScores(_: Architecture, _ seed: Seed) -> Scores {
    var rng = SplitMix64(seed: seed)
    return Scores(
      length: Double.random(in: 1...2, using: &rng), condition: .random(in: 1...2, using: &rng))
  }

  private func candidates(after topology: Genotype, in family: PlainViT = PlainViT()) throws
    -> [String]
  {
    try Growth(
      of: family, settings: GrowthSettings(topology: topology, reach: .upTo(1_000_000_000_000))
    ).candidates.map(\.architecture.genotype.description)
  }

  private func genes(_ genotype: Genotype) throws -> PlainViTGenes {
    try PlainViTGenes(genotype.description)
  }

  @Test func `growth starts at the topology itself and scores networks as they are`() throws {
    let growth = try Self.grown()
    #expect(growth.start.architecture.genotype == Self.deiTTiny)
    #expect(growth.start.architecture.parameterCount == 5_717_416)
    #expect(growth.members.allSatisfy { $0.narrow == $0.architecture })
    for candidate in growth.steps.flatMap(\.candidates) {
      #expect(candidate.narrowGenotype == candidate.genotype)
    }
  }

  /// A head more costs 4,264,768 parameters, a block 444,864: nine of them cost no more.
  @Test func `a step adds blocks for no more than a head costs, or the head`() throws {
    #expect(
      try candidates(after: Self.deiTTiny) == [
        "192x13|3,4", "192x14|3,4", "192x16|3,4", "192x21|3,4", "256x12|4,4",
      ])
  }

  /// 192 channels are heads of 64 and of 48, and 384 are the next that are whole heads of both.
  @Test func `blocks of differing heads widen to whole heads of all`() throws {
    let candidates = try candidates(after: Self.mixed)
    #expect(candidates.first == "192x4|3,4|4,3.5|4,4|4,4")
    #expect(candidates.last == "384x3|6,4|8,3.5|8,4")
  }

  @Test func `heads of a width of their own become more by as many as the network is wider`() throws
  {
    let family = PlainViT(headDimension: 64)
    #expect(try candidates(after: "216x2|3,4|4,3.5", in: family).last == "280x2|4,4|5,3.5")
  }

  /// A twentieth of 192 is 9.6, which are three heads of 4.
  @Test func `narrow heads become more by a twentieth of the width`() throws {
    #expect(try candidates(after: "192x2|48,4").last == "204x2|51,4")
  }

  @Test(arguments: GrowthPolicy.allCases, [deiTTiny, mixed])
  func `every step makes the network deeper or wider by whole heads, and larger`(
    policy: GrowthPolicy, topology: Genotype
  ) throws {
    let growth = try Self.grown(policy, from: topology)
    #expect(growth.steps.map(\.number) == Array(1...growth.steps.count))
    let headWidths = try genes(growth.start.architecture.genotype).blocks.map { 192 / $0.headCount }
    for (member, step) in zip(growth.members, growth.steps) {
      let before = try genes(member.architecture.genotype)
      for candidate in step.candidates {
        let after = try genes(candidate.genotype)
        #expect((after.depth > before.depth) != (after.width > before.width))
        #expect(candidate.parameterCount > member.architecture.parameterCount)
        for (index, block) in after.blocks.enumerated() {
          let first = min(index, headWidths.count - 1)
          #expect(block.headCount * headWidths[first] == after.width)
          #expect(block.ratio == before.blocks[min(index, before.depth - 1)].ratio)
        }
      }
    }
  }

  @Test(arguments: GrowthPolicy.allCases)
  func `growth ends at the largest target and drops what is far above it`(policy: GrowthPolicy)
    throws
  {
    let target = 80_000_000
    let growth = try Self.grown(policy, reach: .targets([target, 20_000_000]))
    let counts = growth.members.map(\.architecture.parameterCount)
    #expect(counts.dropLast().allSatisfy { $0 < target } && counts[counts.count - 1] >= target)
    for step in growth.steps {
      #expect(step.candidates.allSatisfy { $0.parameterCount <= target / 8 * 11 })
    }
  }

  @Test func `growth up to limits ends when not even a block keeps them`() throws {
    let growth = try Self.grown(reach: .upTo(30_000_000), maxMACs: 5_000_000_000)
    let last = growth.members[growth.steps.count].architecture
    #expect(last.parameterCount <= 30_000_000 && last.macCount <= 5_000_000_000)
    let block = try PlainViTGenes(last.genotype.description)
    let deeper = try PlainViT().architecture(
      for: PlainViTGenes(width: block.width, blocks: block.blocks + block.blocks.suffix(1)))
    #expect(deeper.parameterCount > 30_000_000 || deeper.macCount > 5_000_000_000)
  }

  /// timm's counts of `vit_small_patch16_224` and `vit_base_patch16_224`.
  @Test func `a DeiT-Ti that only widens comes to DeiT-S and DeiT-B`() throws {
    let growth = try Self.grown { architecture, _ in
      Scores(length: Double(architecture.featureCount), condition: 1)
    }
    let members = growth.members.map(\.architecture)
    #expect(members.map(\.featureCount) == Array(stride(from: 192, through: 768, by: 64)))
    #expect(members[3].genotype == "384x12|6,4" && members[3].parameterCount == 22_050_664)
    #expect(members[9].genotype == "768x12|12,4" && members[9].parameterCount == 86_567_656)
  }

  @Test func `compound scaling widens and deepens in turn and in proportion`() throws {
    let members = try Self.grown(.compound).members.map(\.architecture.genotype.description)
    #expect(
      members.prefix(6) == [
        "192x12|3,4", "256x12|4,4", "256x16|4,4", "320x16|5,4", "320x20|5,4", "384x20|6,4",
      ])
    // A width of 13/12 is no block more.
    let flat = try Self.grown(.compound, from: "192x3|12,4", reach: .upTo(3_000_000)).members
    #expect(
      try flat.prefix(4).map {
        [try genes($0.architecture.genotype).width, try genes($0.architecture.genotype).depth]
      }
        == [[192, 3], [208, 3], [224, 3], [224, 4]])
  }

  @Test func `growth follows its seed, and random growth takes all kinds of steps`() throws {
    let reach = GrowthReach.targets([20_000_000])
    for policy in [GrowthPolicy.asvit, .random] {
      func members(_ seed: UInt64) throws -> [Genotype] {
        try Self.grown(policy, seed: seed, reach: reach).members.map(\.architecture.genotype)
      }
      #expect(try members(1) == members(1))
      #expect(try members(1) != members(2))
    }
    let steps = try (1...3).flatMap { try Self.grown(.random, seed: $0, reach: reach).steps }
    #expect(steps.contains { $0.choice == 0 })
    #expect(steps.contains { $0.choice == $0.candidates.count - 1 })
  }

  @Test func `nothing grows beyond what genotypes say`() throws {
    #expect(try candidates(after: "8192x127|128,4") == ["8192x128|128,4"])
    #expect(try candidates(after: "8192x128|128,4") == [])
    #expect(try candidates(after: "7744x128|121,4") == ["8192x128|128,4"])
    // 1,024 heads at most.
    #expect(try candidates(after: "2048x128|1024,4") == [])
  }

  @Test func `targets below the topology are refused`() throws {
    let error = #expect(throws: SearchError.self) {
      try Self.grown(reach: .targets([5_000_000]))
    }
    #expect(
      error?.description.hasPrefix(
        "a target of 5000000 parameters is out of reach: this growth goes from 5717416 to ")
        == true)
  }

  @Test func `a topology that cannot be is refused`() throws {
    let error = #expect(throws: ArchitectureError.self) { try Self.grown(from: "192x12|5,4") }
    #expect(error == .headsDoNotDivide(width: 192, headCount: 5))
  }

  @Test func `a PiT does not grow`() throws {
    let error = #expect(throws: SearchError.self) {
      try Growth(of: PiT(), settings: GrowthSettings(topology: "32|2,6,4|2,4,8|4"))
    }
    #expect(error?.description == "scale grows as-vit and vit; this is pit")
  }
}
