import AsViTArchitecture
import Testing

@Suite struct VariantTests {
  private let seed = "8,2,3|4,1,2|4,1,4|4,1,6|32"

  /// A family at the variant's side is a second way to the same layers.
  @Test(arguments: [
    ("8,2,3|4,1,2|4,1,4|4,1,6|32", 160), ("5,4,2,2|3,2,1,1|2,1,3,2|3,1,2,1|16,9", 96),
    ("4,1,2|2,7,2|3,2,4|4,1,2|64", 224),
  ])
  func `where grids divide, a variant is an architecture`(text: String, side: Int) throws {
    let genotype = Genotype(text)
    let variant = try AsViTFamily().existingVariant(
      of: genotype, imageSide: side, tokenization: Tokenization(stride: 4))
    #expect(try AsViTFamily(imageSide: side).architecture(for: genotype) == variant)
  }

  @Test func `at its own side a family keeps its grids`() throws {
    let family = AsViTFamily(imageSide: 28, stemStride: 2, classCount: 10)
    let genotype = Genotype("4,2,1|2,1,1|3,1,1|2,1,1|8,8")
    let own = try family.existingVariant(
      of: genotype, imageSide: 28, tokenization: Tokenization(stride: 2))
    #expect(own.stages.map(\.gridSide) == [14, 7, 3, 1])
    #expect(try family.architecture(for: genotype) == own)
    let larger = try family.existingVariant(
      of: genotype, imageSide: 29, tokenization: Tokenization(stride: 2))
    #expect(larger.stages.map(\.gridSide) == [15, 8, 4, 2])
  }

  @Test func `ragged grids round up and windows split less`() throws {
    let variant = try AsViTFamily(imageSide: 64, classCount: 10).existingVariant(
      of: Genotype("4,8,1|4,4,1|3,2,1|2,2,1|8,8"), imageSide: 42,
      tokenization: Tokenization(stride: 4))
    #expect(variant.stages.map(\.gridSide) == [11, 6, 3, 2])
    // 11 is prime, 6 splits three ways, 3 not at all, 2 twice.
    #expect(variant.stages.map(\.windowSide) == [11, 2, 3, 1])
    // Four pixels every four up to 44, of which two are missing: one before, one behind.
    #expect(variant.layers.first { $0.name == "patch_embed" }?.padding == 1)
    // What is merged is even. Four cells every two on 12 and 3 on 6 reach over 14 and 7.
    let merges = variant.layers.filter { $0.name.hasSuffix("merge") }
    #expect(merges.map(\.input.gridSide) == [12, 6, 4])
    #expect(merges.map(\.padding) == [1, 0, 0])
    let enlargements = variant.layers.filter { $0.kind == .resample }
    #expect(enlargements.map(\.input.gridSide) == [11, 3])
    #expect(enlargements.map(\.stage) == [0, 2])
  }

  @Test(arguments: [(160, 4, 1), (96, 8, 2), (100, 16, 4), (57, 5, 1)])
  func `parameters stay, and their cost follows the tokens`(
    side: Int, stride: Int, dilation: Int
  ) throws {
    let genotype = Genotype(seed)
    let family = AsViTFamily(hasPositionEmbedding: true)
    let own = try family.architecture(for: genotype)
    let variant = try family.existingVariant(
      of: genotype, imageSide: side, tokenization: Tokenization(stride: stride, dilation: dilation))
    #expect(variant.parameters == own.parameters)
    // Of every layer but attention all multiply-accumulates are per token.
    for (layer, full) in zip(variant.trunk.filter { $0.kind != .resample }, own.trunk) {
      guard case .attention(let window, let heads, let dimension, _) = layer.kind else {
        #expect(layer.macCount * full.output.tokenCount == full.macCount * layer.output.tokenCount)
        continue
      }
      let channels = layer.input.channelCount
      #expect(
        layer.macCount
          == layer.input.tokenCount * heads * dimension * (4 * channels + 2 * window * window))
    }
  }

  @Test func `a variant needs an architecture`() throws {
    let genotype = Genotype("3,2,3|4,1,2|4,1,4|4,1,6|32")
    #expect(throws: ArchitectureError.kernelBelowStride(stage: 1, kernelSize: 3, stride: 4)) {
      try AsViTFamily().existingVariant(
        of: genotype, imageSide: 96, tokenization: Tokenization(stride: 8))
    }
  }
}
