import AsViTArchitecture
import Testing

struct SingleTokenWindowTests {
  private func windows(_ lines: String, imageSide: Int = 32) throws -> [String] {
    try SearchSpace(
      yaml: """
        image: {side: \(imageSide), mean: [0, 0, 0], deviation: [1, 1, 1]}
        classes: 10
        \(lines)
        """, file: "x.yaml"
    ).singleTokenWindows.map(\.description)
  }

  private static let asViT = """
    family: as-vit
    stem-stride: 4
    hidden-size: 8
    stages:
      - {kernel: [4, 5], split: [2, 4], expansion: [1, 2]}
      - {kernel: 2, split: [4, 1, 2], expansion: 1}
      - {kernel: 2, split: 2, expansion: [1, 2]}
      - {kernel: 2, split: 1, expansion: 1}
    heads: [8, 16]
    """

  /// Grids of 8, 4, 2 and 1.
  @Test func `splits and grids that leave one token are named with stage and size`() throws {
    #expect(
      try windows(Self.asViT) == [
        "stage 2: S2 = 4 leaves windows of one token on a grid of 4 x 4 at 32 pixels, where "
          + "attention does nothing",
        "stage 3: every topology has windows of one token on a grid of 2 x 2 at 32 pixels, where "
          + "attention does nothing",
        "stage 4: every topology has windows of one token on a grid of 1 x 1 at 32 pixels, where "
          + "attention does nothing",
      ])
    #expect(try windows(Self.asViT, imageSide: 64).isEmpty)
  }

  @Test func `a class token is a second one`() throws {
    func plain(_ hasClassToken: Bool) throws -> [String] {
      try windows(
        """
        family: vit
        patch: 32
        class-token: \(hasClassToken)
        width: [8, 16]
        depth: [1, 2]
        heads: 2
        mlp-ratio: 2
        """)
    }
    #expect(try plain(true).isEmpty)
    #expect(
      try plain(false) == [
        "stage 1: every topology has windows of one token on a grid of 1 x 1 at 32 pixels, where "
          + "attention does nothing"
      ])
  }

  @Test(arguments: [
    "asvit-32", "asvit-64", "asvit-imagenet", "asvit-design-32", "asvit-design-224",
  ])
  func `shipped spaces have none`(name: String) throws {
    let space = try SearchSpace(contentsOf: "\(SearchSpaceTests.folder)/\(name).yaml")
    #expect(space.singleTokenWindows == [])
  }
}
