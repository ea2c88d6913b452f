import AsViTArchitecture
import AsViTNumerics
import FoundationEssentials
import Testing

/// Search spaces of plain vision transformers and PiT.
@Suite struct FamilySpaceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../search-spaces").standardized.path

  private func space(_ name: String) throws -> SearchSpace {
    try SearchSpace(contentsOf: "\(Self.folder)/\(name).yaml")
  }

  private static let plain = """
    family: vit
    image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
    classes: 10
    patch: 8
    width: [24, 36]
    depth: [1, 2]
    heads: [2, 3]
    mlp-ratio: [1.5, 2]
    """

  private static let pooling = """
    family: pit
    image: {side: 32, mean: [0.5, 0.5, 0.5], deviation: [0.2, 0.2, 0.2]}
    classes: 10
    patch: 8
    stride: 4
    base: [4, 6]
    depth: [1, [1, 2], 1]
    heads: [[1, 2, 2], [2, 2, 4]]
    mlp-ratio: 2
    """

  @Test(arguments: [
    "autoformer-tiny", "autoformer-small", "autoformer-vitbench", "pit", "vit-32",
    "vit-design-224", "asvit-design-32", "asvit-design-224",
  ])
  func `every sample of a shipped space can be built and found again`(name: String) throws {
    let space = try space(name)
    var generator = SplitMix64(seed: Seed(3))
    for _ in 0..<100 {
      let genotype = space.sample(using: &generator)
      #expect(try space.architecture(for: genotype).genotype == genotype)
      #expect(space.genotype(for: try space.selection(of: genotype)) == genotype)
    }
  }

  /// What does not count is that of the first option, so that a genotype has one selection.
  @Test func `blocks beyond the depth do not count`() throws {
    let space = try SearchSpace(yaml: Self.plain, file: "plain.yaml")
    #expect(
      space.choices.map(\.name) == [
        "width", "depth", "heads 1", "ratio 1", "heads 2", "ratio 2",
      ])
    #expect(space.choices[3].labels == ["1.5", "2"])
    #expect(space.genotype(for: [0, 0, 1, 0, 0, 0]) == space.genotype(for: [0, 0, 1, 0, 1, 1]))
    #expect(space.genotype(for: [1, 1, 1, 0, 0, 1]) == "36x2|3,1.5|2,2")
    #expect(try space.selection(of: "24x1|3,1.5") == [0, 0, 1, 0, 0, 0])
  }

  @Test(arguments: [plain, pooling])
  func `the smallest architectures are the smallest of all`(yaml: String) throws {
    let space = try SearchSpace(yaml: yaml, file: "small.yaml")
    var selections: [[Int]] = [[]]
    for choice in space.choices {
      selections = selections.flatMap { head in choice.options.indices.map { head + [$0] } }
    }
    let all = selections.map { space.architecture(for: $0) }
    #expect(all.count == space.topologyCount)
    #expect(space.fewestParameters.parameterCount == all.map(\.parameterCount).min())
    #expect(space.fewestMACs.macCount == all.map(\.macCount).min())
    #expect(space.greatestCounts.parameters == all.map(\.parameterCount).max())
    #expect(space.greatestCounts.macs == all.map(\.macCount).max())
  }

  @Test(arguments: [
    (
      plain, "patch: 8", "patch: 33",
      "4: patch: nothing is left of an image of 32 x 32 pixels; possible: an image side of 33 or more"
    ),
    (
      plain, "heads: [2, 3]", "heads: [2, 5]",
      "7: heads: 5 heads do not share 24 channels evenly; possible: divisors of 24, or a head "
        + "dimension of its own"
    ),
    (
      plain, "mlp-ratio: [1.5, 2]", "mlp-ratio: [1.5, 1.50]",
      "8: mlp-ratio: 1500 is listed more than once; keep one"
    ),
    (
      plain, "mlp-ratio: [1.5, 2]", "mlp-ratio: 0.03",
      "8: mlp-ratio: MLP ratio '0.03' is not possible; possible: at least 0.042 for 24 channels"
    ),
    (
      plain, "depth: [1, 2]", "depths: [1, 2]",
      "6: unknown key 'depths'; did you mean 'depth'? possible: family, image, classes, patch, "
        + "width, depth, heads, mlp-ratio, class-token, pool, head-dim"
    ),
    (
      plain, "patch: 8", "patch: 8\nclass-token: false\npool: token",
      "6: pool: 'token' is not possible; possible: mean"
    ),
    (
      pooling, "[2, 2, 4]", "[4, 2, 4]",
      "8: heads[1]: a width of 8 is no multiple of the 16 channels of the stage before"
    ),
    (pooling, "[2, 2, 4]", "[2, 4]", "8: heads[1]: 2 values found; needed: 3, one for each stage"),
  ])
  func `mistakes are named with line and key`(
    yaml: String, text: String, mistake: String, message: String
  ) {
    let error = #expect(throws: ArchitectureError.self) {
      try SearchSpace(yaml: yaml.replacing(text, with: mistake), file: "x.yaml")
    }
    #expect(error?.description == "x.yaml:" + message)
  }
}
