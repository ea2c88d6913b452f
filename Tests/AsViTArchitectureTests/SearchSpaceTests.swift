import AsViTArchitecture
import FoundationEssentials
import Testing

@Suite struct SearchSpaceTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../search-spaces").standardized.path

  private func space(_ name: String) throws -> SearchSpace {
    try SearchSpace(contentsOf: "\(Self.folder)/\(name).yaml")
  }

  @Test(arguments: [
    ("asvit-imagenet", 4_556_250, 15.33), ("asvit-64", 4_556_250, 15.33),
    ("asvit-32", 2_733_750, 14.82), ("asvit-design-32", 1_082_565_000, 20.80),
    ("asvit-design-224", 22_389_412_500, 23.83),
    ("vit-design-224", 168_624_837_185_517_531, 39.67), ("autoformer-tiny", 2_415_919_104, 21.61),
  ])
  func `shipped spaces have their size and entropy`(
    name: String, topologyCount: Int, entropy: Double
  ) throws {
    let space = try space(name)
    #expect(space.name == name)
    #expect(space.topologyCount == topologyCount)
    #expect(abs(space.initialEntropy - entropy) < 0.005)
  }

  @Test(arguments: [
    ("asvit-imagenet", [56, 28, 14, 7]), ("asvit-64", [16, 8, 4, 2]), ("asvit-32", [16, 8, 4, 2]),
    ("asvit-design-224", [56, 28, 14, 7]), ("asvit-design-32", [16, 8, 4, 2]),
  ])
  func `every option of a shipped space can be built`(name: String, grids: [Int]) throws {
    let space = try space(name)
    for (position, choice) in space.choices.enumerated() {
      for index in choice.options.indices {
        var selection = space.choices.map { _ in 0 }
        selection[position] = index
        let architecture = space.architecture(for: selection)
        #expect(architecture.stages.map(\.gridSide) == grids)
      }
    }
  }

  @Test func `the paper's choices come in order, without the single ones`() throws {
    let space = try space("asvit-imagenet")
    #expect(
      space.choices.map(\.name) == [
        "K1", "S1", "E1", "K2", "S2", "E2", "K3", "S3", "E3", "K4", "E4", "heads",
      ])
    #expect(
      space.choices.map(\.options) == [
        [4, 5, 6, 7, 8], [2, 4, 8], [2, 3, 4, 5, 6], [2, 3, 4], [1, 2, 4], [2, 3, 4, 5, 6],
        [2, 3, 4], [1, 2], [2, 3, 4, 5, 6], [2, 3, 4], [2, 3, 4, 5, 6], [16, 32, 64],
      ])
    #expect(space.channelMeans == [0.485, 0.456, 0.406])
    #expect(space.channelDeviations == [0.229, 0.224, 0.225])
    #expect(space.family as? AsViTFamily == AsViTFamily())
  }

  @Test func `width and depth can be choices`() throws {
    let space = try space("asvit-design-224")
    #expect(
      space.choices.map(\.name) == [
        "hidden size", "K1", "S1", "E1", "depth 1", "K2", "S2", "E2", "depth 2", "K3", "S3", "E3",
        "depth 3", "K4", "E4", "depth 4", "heads",
      ])
    let genotype = Genotype("7,2,3,2|4,1,2,3|2,2,6,8|4,1,4,1|16,104")
    let selection = try space.selection(of: genotype)
    #expect(space.genotype(for: selection) == genotype)
    let architecture = space.architecture(for: selection)
    #expect(architecture.stages.map(\.depth) == [2, 3, 8, 1])
    #expect(architecture.stages.map(\.channelCount) == [104, 208, 416, 832])
  }

  @Test func `the published seed is a selection`() throws {
    let space = try space("asvit-imagenet")
    let seed = Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32")
    let selection = try space.selection(of: seed)
    #expect(selection == [4, 0, 1, 2, 0, 0, 2, 0, 2, 2, 4, 1])
    #expect(space.genotype(for: selection) == seed)
  }

  @Test(arguments: [
    (
      "8,2,3|4,1,2|5,1,4|4,1,6|32",
      "K3 = 5 is not in the space asvit-64; possible: 2, 3, 4"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,2,6|32",
      "8,2,3|4,1,2|4,1,4|4,2,6|32 is not in the space asvit-64, which has "
        + "8,2,3|4,1,2|4,1,4|4,1,6|32 with the same choices"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|32,33",
      "8,2,3|4,1,2|4,1,4|4,1,6|32,33 is not in the space asvit-64, which has "
        + "8,2,3|4,1,2|4,1,4|4,1,6|32 with the same choices"
    ),
  ])
  func `genotypes of other spaces are told apart`(text: String, message: String) throws {
    let space = try space("asvit-64")
    let genotype = Genotype(text)
    let error = #expect(throws: ArchitectureError.self) { try space.selection(of: genotype) }
    #expect(error?.description == message)
  }

  @Test func `samples are members, reach every option, and end with any generator`() throws {
    let space = try space("asvit-32")
    var rng = Counter(step: 0x9E37_79B9_7F4A_7C15)
    var seen = space.choices.map { _ in Set<Int>() }
    for _ in 0..<200 {
      for (position, index) in try space.selection(of: space.sample(using: &rng)).enumerated() {
        seen[position].insert(index)
      }
    }
    #expect(seen.map(\.count) == space.choices.map(\.options.count))

    var zeros = Counter(step: 0)
    let first = space.genotype(for: space.choices.map { _ in 0 })
    #expect(space.sample(using: &zeros) == first)
  }

  @Test func `no architecture is smaller than the smallest`() throws {
    // Odd widths, so that head counts change the inner width.
    let yaml = """
      family: as-vit
      image: {side: 32, mean: [0, 0, 0], deviation: [1, 1, 1]}
      classes: 10
      stem-stride: 2
      hidden-size: 13
      stages:
        - {kernel: [3, 2], split: [8, 2], expansion: [3, 2]}
        - {kernel: [2, 4], split: [1, 4], expansion: 2, depth: 2}
        - {kernel: 3, split: [2, 1], expansion: [5, 2]}
        - {kernel: 2, split: 1, expansion: 1}
      heads: [32, 48, 64, 16]
      """
    let space = try SearchSpace(yaml: yaml, file: "odd.yaml")
    var selections: [[Int]] = [[]]
    for choice in space.choices {
      selections = selections.flatMap { head in choice.options.indices.map { head + [$0] } }
    }
    #expect(selections.count == space.topologyCount)
    let all = selections.map { space.architecture(for: $0) }
    func headCount(_ architecture: Architecture) throws -> Int {
      try AsViTGenes(architecture.genotype.description).finalHeadCount
    }
    for smallest in space.smallestArchitectures {
      let rivals = try all.filter { try headCount($0) == headCount(smallest) }
      #expect(smallest.parameterCount == rivals.map(\.parameterCount).min())
      #expect(smallest.macCount == rivals.map(\.macCount).min())
    }
    #expect(space.fewestParameters.parameterCount == all.map(\.parameterCount).min())
    #expect(space.fewestMACs.macCount == all.map(\.macCount).min())
    #expect(Set(space.smallestArchitectures.map(\.parameterCount)).count > 1)
    #expect(space.greatestCounts.parameters == all.map(\.parameterCount).max())
    #expect(space.greatestCounts.macs == all.map(\.macCount).max())
  }
}

/// Multiples of a step: well spread for an odd step, all zero for 0.
private struct Counter: RandomNumberGenerator {
  let step: UInt64
  private var value: UInt64 = 0

  init(step: UInt64) { self.step = step }

  mutating func next() -> UInt64 {
    value &+= step
    return value
  }
}
