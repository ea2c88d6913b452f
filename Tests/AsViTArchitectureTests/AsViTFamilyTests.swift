import AsViTArchitecture
import Testing

@Suite struct AsViTFamilyTests {
  /// Chen et al., ICLR 2022, table 4, with position embedding: 29.0, 52.6 and 88.1 M.
  @Test(arguments: [
    ("8,2,3,3|4,1,2,1|4,1,4,4|4,1,6,2|32,88", 29_051_296),
    ("8,2,3,3|4,1,2,1|4,1,4,5|4,1,6,2|32,116", 52_622_428),
    ("8,2,3,5|4,1,2,2|4,1,4,5|4,1,6,2|32,180", 88_145_300),
  ])
  func `published sizes come out`(text: String, parameterCount: Int) throws {
    let family = AsViTFamily(hasPositionEmbedding: true)
    #expect(try family.architecture(for: Genotype(text)).parameterCount == parameterCount)
  }

  @Test func `layers follow the data`() throws {
    let family = AsViTFamily(imageSide: 64, classCount: 10, hasPositionEmbedding: true)
    let architecture = try family.architecture(
      for: Genotype("8,2,3,2|4,1,2,1|4,1,4,1|4,1,6,1|32,8"))
    #expect(
      architecture.trunk.map(\.name) == [
        "patch_embed", "patch_embed.norm", "absolute_pos_embed",
        "stages.0.blocks.0", "stages.0.blocks.0", "stages.0.blocks.1", "stages.0.blocks.1",
        "stages.0.merge", "stages.1.blocks.0", "stages.1.blocks.0",
        "stages.1.merge", "stages.2.blocks.0", "stages.2.blocks.0",
        "stages.2.merge", "stages.3.blocks.0", "stages.3.blocks.0",
      ])
    #expect(architecture.classifier.map(\.name) == ["norm", "pool", "head"])
    #expect(architecture.imageSide == 64)
    #expect(architecture.featureCount == 64)
    #expect(architecture.classCount == 10)
  }

  @Test func `the position table adds its own size and nothing else`() throws {
    let genotype = Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32")
    let plain = try AsViTFamily().architecture(for: genotype)
    let positioned = try AsViTFamily(hasPositionEmbedding: true).architecture(for: genotype)
    #expect(positioned.parameterCount - plain.parameterCount == 56 * 56 * 32)
    #expect(positioned.macCount == plain.macCount)
  }

  @Test func `stages sum to the trunk without its embedding`() throws {
    let architecture = try AsViTFamily().architecture(
      for: Genotype("8,2,3,3|4,1,2,1|4,1,4,4|4,1,6,2|32,90"))
    let stages = architecture.stages
    #expect(stages.map(\.gridSide) == [56, 28, 14, 7])
    #expect(stages.map(\.channelCount) == [90, 180, 360, 720])
    #expect(stages.map(\.windowSide) == [28, 28, 14, 7])
    #expect(stages.map(\.headCount) == [4, 8, 16, 32])
    #expect(stages.map(\.headDimension) == [22, 22, 22, 22])
    #expect(stages.map(\.depth) == [3, 1, 4, 2])
    let outside = architecture.layers.filter { !$0.name.hasPrefix("stages.") }
    #expect(
      stages.map(\.parameterCount).reduce(0, +) + outside.map(\.parameterCount).reduce(0, +)
        == architecture.parameterCount)
    #expect(
      stages.map(\.macCount).reduce(0, +) + outside.map(\.macCount).reduce(0, +)
        == architecture.macCount)
  }

  @Test func `widths stop at 1024`() throws {
    let architecture = try AsViTFamily().architecture(
      for: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32,180"))
    #expect(architecture.stages.map(\.channelCount) == [180, 360, 720, 1024])
  }

  @Test(arguments: [
    (
      "8,2,3|4,1,2|4,4,4|4,1,6|32", 224,
      "stage 3: a 14 x 14 grid cannot be split 4 ways; possible: 1, 2, 7, 14"
    ),
    (
      "3,2,3|4,1,2|4,1,4|4,1,6|32", 224,
      "stage 1: a kernel of 3 at stride 4 leaves gaps; possible: 4 or more"
    ),
    (
      "4,2,3|1,1,2|4,1,4|4,1,6|32", 224,
      "stage 2: a kernel of 1 at stride 2 leaves gaps; possible: 2 or more"
    ),
    (
      "4,1,3|2,1,2|4,1,4|4,1,6|32", 16,
      "stage 4: nothing is left of an image of 16 x 16 pixels; possible: an image side of 32 or "
        + "more"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|20", 224,
      "final head count 20 does not halve from stage to stage; possible: multiples of 8"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|64,7", 224,
      "stage 1: 8 heads share 7 channels; possible: at most 7 heads, or a larger hidden size"
    ),
  ])
  func `impossible shapes name the way out`(text: String, side: Int, message: String) throws {
    let genotype = Genotype(text)
    let error = #expect(throws: ArchitectureError.self) {
      try AsViTFamily(imageSide: side).architecture(for: genotype)
    }
    #expect(error?.description == message)
  }
}
