import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct PassMemoryTests {
  static func architectures() throws -> [Architecture] {
    let asViT = [
      ("8,2,3|4,1,2|4,1,4|4,1,6|32,8", false), ("5,4,2,2|3,2,1,1|2,1,3,2|3,1,2,1|16,9", true),
      ("4,1,1,1|2,1,1,1|4,1,1,1|2,1,8,3|8,20", false),
    ]
    let plain = PlainViT(imageSide: 64, patchSide: 8, classCount: 10)
    let wide = PlainViT(
      imageSide: 30, patchSide: 7, classCount: 10, hasClassToken: false, pooling: .mean,
      headDimension: 9)
    return try asViT.map { genotype, isPositioned in
      try AsViTFamily(imageSide: 64, classCount: 10, hasPositionEmbedding: isPositioned)
        .architecture(for: Genotype(genotype))
    } + [
      plain.architecture(for: "24x2|3,2.5|2,1"), wide.architecture(for: "20x1|3,4"),
      PiT(imageSide: 52, patchSide: 8, stride: 6, classCount: 10)
        .architecture(for: "6|1,2,1|2,2,4|3"),
    ]
  }

  /// The counts are what the passes take: room for them is enough, and sixteen scalars less are
  /// not.
  @Test(arguments: try architectures(), [1, 3])
  func `a pass forward and backward`(of architecture: Architecture, imageCount: Int) throws {
    let memory = PassMemory(backwardThrough: architecture, imageCount: imageCount)
    let network = Network(
      ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let pixels = ScalarBuffer<Float>(
      count: imageCount * 3 * architecture.imageSide * architecture.imageSide)
    let gradients = ScalarBuffer<Float>(count: imageCount * (architecture.parameterCount + 16))
    func byteCounts(tape tapeCount: Int, scratch scratchCount: Int) -> (tape: Int, scratch: Int) {
      let (tape, scratch) = (Tape<Float>(), Arena<Float>())
      tape.reserve(tapeCount)
      scratch.reserve(scratchCount)
      let features = network.forward(
        Activation(
          base: pixels.base, orders: 1, imageCount: imageCount, shape: architecture.trunk[0].input),
        to: .features, pass: ForwardPass(scratch: scratch, tape: tape))
      scratch.reset()
      var gradient = Activation(
        scratch, orders: 1, imageCount: imageCount, shape: features.shape)
      gradient.base.update(repeating: 1, count: gradient.count)
      let steps = network.layers(to: .features)
      for index in steps.indices.reversed() {
        let pass = BackwardPass(
          scratch: scratch,
          target: GradientTarget(
            base: gradients.base, scope: .perImage(stride: architecture.parameterCount)))
        gradient =
          steps[index].backward(gradient, tape: tape, index: index, pass: pass) ?? gradient
      }
      return (tape.byteCount, scratch.byteCount)
    }
    let exact = byteCounts(tape: memory.tape, scratch: memory.scratch)
    #expect(exact == (4 * memory.tape, 4 * memory.scratch))
    let short = byteCounts(tape: memory.tape - 16, scratch: memory.scratch - 16)
    #expect(short.tape > 4 * memory.tape && short.scratch > 4 * memory.scratch)
  }

  /// The same of an update, with and without noise, and of a pass that evaluates.
  @Test(arguments: try architectures(), [false, true])
  func `an update and an evaluation`(of architecture: Architecture, isNoisy: Bool) throws {
    let imageCount = 3
    let network = Network(
      ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let gradients = ParameterStore<Float>(architecture)
    let input = architecture.trunk[0].input
    let noise =
      isNoisy ? BranchNoise(dropPath: 0.5, dropout: 0.1, seed: Seed(2), firstImage: 0) : nil
    func update(tape tapeCount: Int, scratch scratchCount: Int) -> [Int] {
      let (tape, scratch) = (Tape<Float>(), Arena<Float>())
      tape.reserve(tapeCount)
      scratch.reserve(scratchCount)
      let images = Activation(scratch, orders: 1, imageCount: imageCount, shape: input)
      images.base.update(repeating: 0.5, count: images.count)
      let logits = network.forward(
        images, to: .logits, pass: ForwardPass(scratch: scratch, tape: tape, noise: noise))
      let gradient = Activation(scratch, orders: 1, imageCount: imageCount, shape: logits.shape)
      gradient.base.update(repeating: 1, count: gradient.count)
      network.backward(
        gradient, from: .logits, tape: tape, scratch: scratch, gradients: gradients, noise: noise)
      return [tape.byteCount, scratch.byteCount]
    }
    let memory = PassMemory(
      trainingThrough: architecture, imageCount: imageCount, isNoisy: isNoisy)
    #expect(
      update(tape: memory.tape, scratch: memory.scratch) == [4 * memory.tape, 4 * memory.scratch])
    let short = update(tape: memory.tape - 16, scratch: memory.scratch - 16)
    #expect(short[0] > 4 * memory.tape && short[1] > 4 * memory.scratch)

    func evaluation(scratch scratchCount: Int) -> Int {
      let scratch = Arena<Float>()
      scratch.reserve(scratchCount)
      let images = Activation(scratch, orders: 1, imageCount: imageCount, shape: input)
      images.base.update(repeating: 0.5, count: images.count)
      _ = network.forward(images, to: .logits, pass: ForwardPass(scratch: scratch))
      return scratch.byteCount
    }
    let scratch = PassMemory(evaluatingThrough: architecture, imageCount: imageCount).scratch
    #expect(evaluation(scratch: scratch) == 4 * scratch)
    #expect(evaluation(scratch: scratch - 16) > 4 * scratch)
  }

  @Test(arguments: try architectures())
  func `networks count their parameters twice at least`(architecture: Architecture) throws {
    let count = Network<Float>.scalarCount(of: architecture)
    let weightCount = architecture.parameters.filter { $0.shape.count > 1 && $0.isWeight }
      .reduce(0) { $0 + $1.count }
    #expect(count >= architecture.parameterCount + weightCount)
    #expect(count < 3 * architecture.parameterCount)
  }
}
