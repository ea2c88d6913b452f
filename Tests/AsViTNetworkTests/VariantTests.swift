import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

/// One set of parameters in networks for several image sides and tokenizations.
@Suite struct VariantTests {
  private let family = AsViTFamily(
    imageSide: 32, stemStride: 2, classCount: 3, hasPositionEmbedding: true)
  private let genotype = "4,2,1|3,2,1|2,1,1|2,1,1|8,8"

  private func variant(_ side: Int, _ tokenization: Tokenization) throws -> Architecture {
    try family.existingVariant(of: Genotype(genotype), imageSide: side, tokenization: tokenization)
  }

  private func logits(_ network: Network<Double>) -> [Double] {
    let arena = Arena<Double>()
    let images = Activation(
      arena, orders: 1, imageCount: 2, shape: network.architecture.trunk[0].input)
    for index in 0..<images.count { images.base[index] = Double(index % 7) - 3 }
    return network.forward(images, to: .logits, pass: ForwardPass(scratch: arena)).values
  }

  @Test(arguments: [
    (32, Tokenization(stride: 4, dilation: 2)), (20, Tokenization(stride: 2)),
    (27, Tokenization(stride: 3)),
  ])
  func `variants share one store`(side: Int, tokenization: Tokenization) throws {
    let shared = ParameterStore<Double>(
      try family.architecture(for: Genotype(genotype)), seed: Seed(1), workers: Workers(count: 1))
    let variant = try variant(side, tokenization)
    let own = ParameterStore<Double>(variant)
    for parameter in variant.parameters {
      own.setValues(shared.values(of: parameter.name), of: parameter.name)
    }
    #expect(
      logits(Network(shared, architecture: variant)) == logits(Network(own)))
    #expect(logits(Network(shared, architecture: variant)) != logits(Network(shared)))
  }

  @Test func `a pass of a variant needs what its layers say`() throws {
    let variant = try variant(27, Tokenization(stride: 3, dilation: 2))
    let memory = PassMemory(backwardThrough: variant, imageCount: 2)
    let network = Network(
      ParameterStore<Float>(variant, seed: Seed(1), workers: Workers(count: 1)))
    let (tape, scratch) = (Tape<Float>(), Arena<Float>())
    tape.reserve(memory.tape)
    scratch.reserve(memory.scratch)
    let pixels = ScalarBuffer<Float>(count: 2 * 3 * 27 * 27)
    _ = network.forward(
      Activation(base: pixels.base, orders: 1, imageCount: 2, shape: variant.trunk[0].input),
      to: .features, pass: ForwardPass(scratch: scratch, tape: tape))
    #expect(tape.byteCount == 4 * memory.tape)
    #expect(scratch.byteCount == 4 * memory.scratch)
  }
}
