import AsViTArchitecture
import Testing

/// Plain vision transformers and PiT: notations, counts of published models, refusals.
@Suite struct FamilyTests {
  @Test(arguments: [
    ("192x12|3,4", "192x12|3,4"), (" 384 x 2 | 6,4 | 6,4 ", "384x2|6,4"),
    ("240x3|3,3.5|4,4|3,3.50", "240x3|3,3.5|4,4|3,3.5"), ("64x1|2,0.125", "64x1|2,0.125"),
  ])
  func `plain genotypes have one canonical form`(text: String, canonical: String) throws {
    let genotype = try PlainViT().genotype(text)
    #expect(genotype.description == canonical)
    #expect(try PlainViT().genotype(canonical) == genotype)
  }

  @Test(arguments: [
    ("32|2,6,4|2,4,8|4", "32|2,6,4|2,4,8|4"), ("16,16,16| 1,1,1 |2,4,4|6.0", "16|1,1,1|2,4,4|6"),
    ("8,16,16|1,2,3|4,4,8|2.5", "8,16,16|1,2,3|4,4,8|2.5"),
  ])
  func `PiT genotypes have one canonical form`(text: String, canonical: String) throws {
    let genotype = try PiT().genotype(text)
    #expect(genotype.description == canonical)
    #expect(try PiT().genotype(canonical) == genotype)
  }

  /// Counts of timm's models: vit_tiny_patch16_224, vit_small_patch16_224, vit_base_patch16_224.
  @Test(arguments: [
    ("192x12|3,4", 5_717_416), ("384x12|6,4", 22_050_664), ("768x12|12,4", 86_567_656),
  ])
  func `plain transformers have the parameters of timm's`(text: String, count: Int) throws {
    #expect(try PlainViT().architecture(for: Genotype(text)).parameterCount == count)
  }

  /// timm's pit_ti_224, and one of Auto-Prox's at 100 classes.
  @Test func `PiTs have the parameters of timm's`() throws {
    #expect(try PiT().architecture(for: "32|2,6,4|2,4,8|4").parameterCount == 4_847_272)
    let small = try PiT(classCount: 100).architecture(for: "16|2,8,4|2,4,4|6")
    #expect(small.parameterCount == 893_828)
  }

  /// The first AutoFormer of ViT-Bench-101: heads share the width, mean of the patches.
  @Test func `AutoFormers have the published parameters`() throws {
    let family = PlainViT(classCount: 100, pooling: .mean)
    let blocks = zip(
      [4, 4, 3, 4, 3, 3, 4, 4, 3, 3, 3, 4],
      ["3.5", "4", "3.5", "4", "3.5", "3.5", "4", "3.5", "4", "4", "4", "3.5"]
    ).map { "\($0),\($1)" }
    let architecture = try family.architecture(
      for: Genotype((["192x12"] + blocks).joined(separator: "|")))
    #expect(architecture.parameterCount == 5_321_956)
  }

  @Test func `stages of a PiT halve the grid, rounded up`() throws {
    let stages = try PiT().architecture(for: "32|2,6,4|2,4,8|4").stages
    #expect(stages.map(\.gridSide) == [27, 14, 7])
    #expect(stages.map(\.channelCount) == [64, 128, 256])
    #expect(stages.map(\.depth) == [2, 6, 4])
    #expect(stages.map(\.headDimension) == [32, 32, 32])
  }

  @Test(arguments: [
    (
      "192x12",
      "'192x12' is no genotype here; needed: 'width x depth|heads,ratio', a pair for "
        + "all blocks or each of them"
    ),
    (
      "192x3|3,4|3,4",
      "'192x3|3,4|3,4' is no genotype here; needed: 'width x depth|heads,ratio', "
        + "a pair for all blocks or each of them"
    ),
    ("192x0|3,4", "depth '0' is not possible; possible: whole numbers from 1 to 128"),
    (
      "192x2|3,0",
      "MLP ratio '0' is not possible; possible: numbers above 0 and below 65 with up "
        + "to three decimal places"
    ),
    (
      "4x1|2,0.125",
      "MLP ratio '0.125' is not possible; possible: at least 0.25 for 4 channels"
    ),
    (
      "192x2|5,4",
      "5 heads do not share 192 channels evenly; possible: divisors of 192, or a head "
        + "dimension of its own"
    ),
  ])
  func `plain genotypes that cannot be are refused`(text: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try PlainViT().architecture(for: Genotype(text))
    }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (
      "32|2,6|2,4,8|4",
      "'2,6' is no genotype here; needed: 'base|depths|heads|ratio', three depths "
        + "and three head counts"
    ),
    (
      "32|2,6,4|4,2,8|4",
      "stage 2: a width of 64 is no multiple of the 128 channels of the stage "
        + "before"
    ),
  ])
  func `PiT genotypes that cannot be are refused`(text: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try PiT().architecture(for: Genotype(text))
    }
    #expect(error?.description == message)
  }

  /// At the ends of all ranges.
  @Test func `no count overflows`() throws {
    let plain = PlainViT(imageSide: 2048, patchSide: 8, headDimension: 1024)
    #expect(try plain.architecture(for: "8192x128|1024,64.999").macCount > 0)
    let pooling = PiT(imageSide: 2048, patchSide: 8, stride: 8)
    #expect(try pooling.architecture(for: "256|128,128,128|64,64,64|64.999").macCount > 0)
    let error = #expect(throws: ArchitectureError.self) {
      try PlainViT(imageSide: 2048, patchSide: 1).architecture(for: "8x1|1,1")
    }
    #expect(error?.description == "a grid of 2048 x 2048 tokens; possible: up to 256 x 256")
  }
}
