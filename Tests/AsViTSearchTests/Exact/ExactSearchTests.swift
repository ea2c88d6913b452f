import AsViTArchitecture
import AsViTNumerics
import AsViTSearch
import Testing

/// The exact search against a look at every design.
struct ExactSearchTests {
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    let yaml: String
    let blocks: ClosedRange<Int>

    var description: String { name }

    func space() throws -> SearchSpace { try SearchSpace(yaml: yaml, file: "\(name).yaml") }
  }

  static let cases = [
    Case(
      name: "as-vit",
      yaml: """
        family: as-vit
        image: {side: 32, mean: [0, 0, 0], deviation: [1, 1, 1]}
        classes: 10
        stem-stride: 2
        hidden-size: [16, 8, 24]
        stages:
          - {kernel: [3, 2], split: [8, 2], expansion: 2}
          - {kernel: 2, split: [4, 1], expansion: [3, 2], depth: [2, 1, 4]}
          - {kernel: 3, split: 1, expansion: [4, 1], depth: [1, 3]}
          - {kernel: [2, 4], split: 1, expansion: [1, 2]}
        heads: [32, 16]
        """, blocks: 6...7),
    // Head dimensions are rounded down, so that heads change the costs and not depth times width.
    Case(
      name: "odd as-vit",
      yaml: """
        family: as-vit
        image: {side: 32, mean: [0, 0, 0], deviation: [1, 1, 1]}
        classes: 10
        stem-stride: 2
        hidden-size: [13, 21, 9]
        stages:
          - {kernel: 2, split: [2, 8], expansion: [2, 3], depth: [1, 2]}
          - {kernel: [3, 2], split: 4, expansion: 2, depth: [2, 1]}
          - {kernel: 3, split: 1, expansion: [4, 1]}
          - {kernel: 2, split: 1, expansion: 1, depth: [1, 2]}
        heads: [32, 16, 48, 64]
        """, blocks: 5...6),
    Case(
      name: "vit",
      yaml: """
        family: vit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
        classes: 10
        patch: 8
        width: [24, 36]
        depth: [2, 1, 4]
        heads: [3, 2]
        mlp-ratio: [1.5, 3]
        """, blocks: 2...2),
    Case(
      name: "vit of fixed heads",
      yaml: """
        family: vit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
        classes: 10
        patch: 8
        head-dim: 8
        width: [24, 40, 36]
        depth: [1, 3]
        heads: [3, 2]
        mlp-ratio: [3, 1, 2.5]
        """, blocks: 2...3),
    Case(
      name: "pit",
      yaml: """
        family: pit
        image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
        classes: 10
        patch: 8
        stride: 4
        base: [6, 4]
        depth: [[1, 2], [4, 1, 2], [1, 3]]
        heads: [[1, 2, 2], [2, 2, 4], [2, 4, 4]]
        mlp-ratio: [2, 3.5]
        """, blocks: 4...6),
  ]

  @Test(arguments: cases)
  func `the best designs are those of a look at every one`(_ test: Case) throws {
    let space = try test.space()
    let architectures = space.everyArchitecture
    for score in ExactScore.allCases {
      let all = BruteForce(architectures, score)
      var search = try ExactSearch(space: space, score: score)
      #expect(
        search.undecided.map(\.name)
          == zip(space.choices, all.isSeen).filter { !$0.1 }.map(\.0.name))
      var rng = SplitMix64(seed: Seed(5).derived(test.name).derived(score.rawValue))
      func limit(_ counts: [Int]) -> Int {
        let (least, most) = (Double(counts.min()!), Double(counts.max()!))
        return Int(0.9 * least + (1.1 * most - 0.9 * least) * rng.uniform())
      }
      for trial in 0..<24 {
        search.limits = SearchLimits(
          maxParameters: trial % 4 > 0 ? limit(all.members.map(\.parameters)) : nil,
          maxMACs: trial % 4 > 1 ? limit(all.members.map(\.macs)) : nil)
        search.blocks = trial % 3 == 2 ? test.blocks : nil
        try check(search, count: [1, 4, 10, 1000][trial % 4], against: all)
      }
    }
  }

  private func check(_ search: ExactSearch, count: Int, against all: BruteForce) throws {
    let fitting = all.fitting(search.limits, search.blocks)
    guard let best = fitting.map(\.score).max() else {
      #expect(throws: SearchError.self) { try search.designs(count: count) }
      return
    }
    let designs = try search.designs(count: count)
    let tolerance = try #require(search.tolerance)
    let lowest = best - (tolerance + 1e-12) * abs(best)
    let levels = all.levels(among: fitting).filter { $0.members[0].score >= lowest }
    #expect(designs.count == min(count, levels.count), "\(search.limits)")
    for (design, level) in zip(designs, levels) {
      #expect(design.score == level.members[0].score)
      #expect(design.levelCount == level.members.count)
      let selection = try search.space.selection(of: design.genotype)
      let decided = all.decided(selection)
      #expect(level.members.contains { all.decided($0.selection) == decided })
      // Of the designs with these decisions, the one nearest to the defaults.
      let alike = fitting.filter { all.decided($0.selection) == decided }
      let member = try #require(alike.first { $0.genotype == design.genotype })
      #expect(
        (design.parameterCount, design.macCount, design.blockCount)
          == (member.parameters, member.macs, member.blocks))
      let nearest = alike.map { all.defaultCount($0.selection) }.max()!
      #expect(all.defaultCount(member.selection) == nearest)
      let near = alike.filter { all.defaultCount($0.selection) == nearest }
      #expect(member.macs == near.map(\.macs).min())
    }
  }

  @Test func `limits that cannot bind and unused limits are told`() throws {
    let test = Self.cases[0]
    let space = try test.space()
    let all = BruteForce(space.everyArchitecture, .concave)
    let limits = SearchLimits(maxParameters: 5_000_000, maxMACs: 1_000_000)
    let search = try ExactSearch(space: space, score: ExactScore.concave, limits: limits)
    let best = try search.designs()[0]
    let use = search.use(by: best)
    #expect(use.map(\.limit) == [.parameters, .macs])
    #expect(use.map(\.used) == [best.parameterCount, best.macCount])
    #expect(
      use.map(\.greatest) == [
        all.members.map(\.parameters).max(), all.members.map(\.macs).max(),
      ])
    #expect(use.map(\.canBind) == [false, true])
    #expect(use[0].share < 0.1)
    #expect(use[1].share > 0.9 && use[1].share <= 1)
  }

  @Test func `what keeps nothing says what is smallest`() throws {
    let space = try Self.cases[0].space()
    func error(_ limits: SearchLimits, _ blocks: ClosedRange<Int>?) throws -> String? {
      let search = try ExactSearch(
        space: space, score: ExactScore.concave, limits: limits, blocks: blocks)
      return #expect(throws: SearchError.self) { try search.designs() }?.description
    }
    #expect(
      try error(SearchLimits(maxParameters: 10), nil)?
        .hasPrefix("no architecture of the space has at most 10 parameters: ") == true)
    #expect(
      try error(SearchLimits(maxMACs: 100), 100...101)?
        .hasPrefix(
          "no architecture of the space with 100 to 101 blocks has at most 100 MACs; with any")
        == true)
    #expect(
      try error(SearchLimits(), 100...101) == "no architecture of the space has 100 to 101 blocks")
  }

  @Test func `a space whose choices act together too much is refused`() throws {
    let list = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]"
    let space = try SearchSpace(
      yaml: """
        family: vit
        image: {side: 32, mean: [0, 0, 0], deviation: [1, 1, 1]}
        classes: 10
        patch: 8
        head-dim: 8
        width: \(list)
        depth: [1, 2, 3, 4, 5, 6, 7]
        heads: \(list)
        mlp-ratio: \(list)
        """, file: "large.yaml")
    let error = try #require(throws: SearchError.self) {
      try ExactSearch(space: space, score: ExactScore.concave)
    }
    #expect(
      error.description
        == "the choices of large act together: an exact search would build 200816 architectures, at "
        + "most 131072 are looked at; leave out options, or search by another controller")
  }

  /// More than 10⁹ topologies; each sample is worse, or breaks the limits.
  @Test func `no sample of a shipped design space beats the optimum`() throws {
    let space = try SearchSpace.shipped("asvit-design-32")
    #expect(space.topologyCount > 1_000_000_000)
    let search = try ExactSearch(
      space: space, score: ExactScore.concave,
      limits: SearchLimits(maxParameters: 1_000_000, maxMACs: 20_000_000), blocks: 12...16)
    let designs = try search.designs(count: 5)
    #expect(designs.count == 5)
    #expect(search.undecided.map(\.name) == ["K1", "S1", "K2", "S2", "K3", "K4", "heads"])
    for design in designs {
      let architecture = try space.architecture(for: design.genotype)
      #expect(search.limits.admit(architecture))
      #expect((12...16).contains(design.blockCount))
      #expect(design.score == ExactScore.concave.value(of: architecture))
    }
    let best = try space.selection(of: designs[0].genotype)
    // Samples near the optimum: single choices are changed.
    var rng = SplitMix64(seed: Seed(0))
    for position in space.choices.indices {
      for option in space.choices[position].options.indices {
        for _ in 0..<4 {
          var selection = best
          selection[position] = option
          let other = Int(rng.next() % UInt64(space.choices.count))
          selection[other] = Int(rng.next() % UInt64(space.choices[other].options.count))
          let architecture = space.architecture(for: selection)
          let blockCount = architecture.stages.reduce(0) { $0 + $1.depth }
          guard search.limits.admit(architecture), (12...16).contains(blockCount) else { continue }
          #expect(ExactScore.concave.value(of: architecture) <= designs[0].score)
        }
      }
    }
  }
}
