import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

/// Every layer and whole networks of every family in Double, at shapes chosen to be awkward: inner
/// widths below or above the width, head dimension 1, a single window, a single token, position
/// embedding on, and variants with dilated patches on grids that no stride divides.
@Suite struct DerivativeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let architecture: Architecture

    var testDescription: String {
      "\(architecture.genotype) of \(architecture.imageSide) pixels"
    }

    init(_ architecture: Architecture) { self.architecture = architecture }

    init(
      asViT genotype: Genotype, side: Int = 32,
      _ tokenization: Tokenization = Tokenization(stride: 4)
    ) throws {
      let family = AsViTFamily(imageSide: 32, classCount: 5, hasPositionEmbedding: true)
      self.init(
        try family.existingVariant(of: genotype, imageSide: side, tokenization: tokenization))
    }
  }

  private static func networks() throws -> [Case] {
    let plain = PlainViT(imageSide: 13, patchSide: 4, classCount: 5)
    let mean = PlainViT(
      imageSide: 12, patchSide: 4, classCount: 5, hasClassToken: false, pooling: .mean)
    let wide = PlainViT(
      imageSide: 8, patchSide: 4, classCount: 5, pooling: .mean, headDimension: 5)
    return [
      try Case(asViT: "5,4,3|3,2,2|3,1,3|3,1,2|16,9"),
      try Case(asViT: "7,2,2|4,1,3|2,2,2|3,1,2|64,10"),
      try Case(asViT: "4,1,2|2,2,2|4,2,3|2,1,4|8,17"),
      try Case(asViT: "5,4,2|3,2,2|4,1,3|3,1,2|16,9", side: 37, Tokenization(stride: 4)),
      try Case(
        asViT: "4,2,2|3,1,1|2,2,2|4,1,2|8,10", side: 43, Tokenization(stride: 8, dilation: 2)),
      try Case(
        asViT: "6,1,2|4,2,2|3,2,1|2,1,2|8,9", side: 11, Tokenization(stride: 5, dilation: 4)),
      Case(try plain.architecture(for: "9x2|3,2.5|1,3")),
      // Positions interpolated, not so that of the class token.
      Case(
        try plain.existingVariant(
          of: "9x2|3,2.5|1,3", imageSide: 18, tokenization: Tokenization(stride: 4))),
      Case(try mean.architecture(for: "10x2|2,3")),
      Case(try wide.architecture(for: "7x2|2,1.5|3,2")),
      Case(
        try PiT(imageSide: 26, patchSide: 6, stride: 4, classCount: 5)
          .architecture(for: "5|1,2,1|1,2,4|1.5")),
      Case(
        try PiT(imageSide: 17, patchSide: 5, stride: 6, classCount: 5)
          .architecture(for: "4,4,2|1,1,1|2,2,4|2")),
    ]
  }

  private func network(_ example: Case) throws -> Network<Double> {
    let store = ParameterStore<Double>(example.architecture)
    var generator = SplitMix64(seed: Seed(11))
    for parameter in store.architecture.parameters {
      let centre = parameter.role == .normWeight ? 1.0 : 0
      let bound = 1 / Double(parameter.shape.dropFirst().reduce(4, *)).squareRoot()
      store.setValues(
        (0..<parameter.count).map { _ in centre + .random(in: -bound...bound, using: &generator) },
        of: parameter.name)
    }
    return Network(store)
  }

  /// All layers one by one, then the ways to both outputs.
  private func paths(_ network: Network<Double>) -> [[Network<Double>.PlacedLayer]] {
    network.layers(to: .logits).map { [$0] } + [network.layers(to: .features).suffix(1)]
      + [network.layers(to: .features), network.layers(to: .logits)]
  }

  /// The orders of the output. A tape refers to the arena.
  private func run(
    _ path: [Network<Double>.PlacedLayer], _ values: [[Double]], imageCount: Int = 2,
    tape: Tape<Double>? = nil, arena: Arena<Double> = Arena(), normalises: Bool = true
  ) -> [[Double]] {
    let input = Activation(
      arena, orders: values.count, imageCount: imageCount, shape: path[0].input)
    input.base.update(from: values.flatMap { $0 }, count: input.count)
    let pass = ForwardPass(scratch: arena, tape: tape, normalises: normalises)
    let output = path.reduce(input) { $1.forward($0, pass: pass) }
    return (0..<output.orders).map {
      Array(UnsafeBufferPointer(start: output.order($0), count: output.stride))
    }
  }

  private func count(_ path: [Network<Double>.PlacedLayer], imageCount: Int = 2) -> Int {
    imageCount * path[0].input.tokenCount * path[0].input.channelCount
  }

  @Test(arguments: try networks(), [true, false])
  func `the tangent is the central difference`(example: Case, normalises: Bool) throws {
    let network = try network(example)
    var generator = SplitMix64(seed: Seed(1))
    for path in paths(network) {
      let x = randomVector(count(path), &generator)
      let dx = randomVector(count(path), &generator)
      let step = 1e-5
      let ahead = run(path, [x + (step, dx)], normalises: normalises)[0]
      let behind = run(path, [x + (-step, dx)], normalises: normalises)[0]
      let difference = zip(ahead, behind).map { ($0 - $1) / (2 * step) }
      let both = run(path, [x, dx], normalises: normalises)
      #expect(relativeError(both[0], from: run(path, [x], normalises: normalises)[0]) < 1e-14)
      #expect(
        relativeError(both[1], from: difference) < 1e-7, "\(path.map(\.parameters.first?.name))")
    }
  }

  @Test(arguments: try networks())
  func `the second derivative is the central difference of the first`(example: Case) throws {
    let network = try network(example)
    var generator = SplitMix64(seed: Seed(2))
    let trunk = network.layers(to: .features)
    for path in trunk.map({ [$0] }) + [trunk] {
      let x = randomVector(count(path), &generator)
      let dx = randomVector(count(path), &generator)
      let ddx = randomVector(count(path), &generator)
      // Along x(t) = x + t dx + t²/2 ddx.
      let step = 1e-4
      func slope(_ t: Double) -> [Double] {
        run(path, [x + (t, dx) + (t * t / 2, ddx), dx + (t, ddx)], normalises: false)[1]
      }
      let difference = zip(slope(step), slope(-step)).map { ($0 - $1) / (2 * step) }
      let jet = run(path, [x, dx, ddx], normalises: false)
      #expect(
        relativeError(jet[2], from: difference) < 1e-5, "\(path.map(\.parameters.first?.name))")
    }
  }

  @Test(arguments: try networks())
  func `backward is the adjoint of the tangent`(example: Case) throws {
    let network = try network(example)
    var generator = SplitMix64(seed: Seed(3))
    for path in paths(network) {
      let x = randomVector(count(path), &generator)
      let v = randomVector(count(path), &generator)
      let tape = Tape<Double>()
      let arena = Arena<Double>()
      let output = run(path, [x], tape: tape, arena: arena)[0]
      let u = randomVector(output.count, &generator)
      let pulled = try #require(pullBack(u, path, tape: tape, arena: arena, imageCount: 2))
      let forward = dot(u, run(path, [x, v])[1])
      let backward = dot(pulled, v)
      #expect(
        abs(forward - backward) < 1e-11 * (dot(u, u) * dot(pulled, pulled)).squareRoot(),
        "\(path.map(\.parameters.first?.name))")
    }
  }

  @Test(arguments: try networks())
  func `parameter gradients are central differences`(example: Case) throws {
    let network = try network(example)
    var generator = SplitMix64(seed: Seed(4))
    let path = network.layers(to: .logits)
    let x = randomVector(count(path), &generator)
    let tape = Tape<Double>()
    let arena = Arena<Double>()
    let u = randomVector(run(path, [x], tape: tape, arena: arena)[0].count, &generator)
    let gradients = ParameterStore<Double>(network.architecture)
    let gradient = Activation(
      arena, orders: 1, imageCount: 2, shape: TensorShape(gridSide: 1, channelCount: u.count / 2))
    gradient.base.update(from: u, count: u.count)
    network.backward(gradient, from: .logits, tape: tape, scratch: arena, gradients: gradients)
    for parameter in network.architecture.parameters {
      let values = network.parameters.values(of: parameter.name)
      let direction = randomVector(values.count, &generator)
      let step = 1e-5
      func loss(_ t: Double) -> Double {
        network.parameters.setValues(values + (t, direction), of: parameter.name)
        return dot(u, run(Network(network.parameters).layers(to: .logits), [x])[0])
      }
      let difference = (loss(step) - loss(-step)) / (2 * step)
      network.parameters.setValues(values, of: parameter.name)
      let expected = gradients.values(of: parameter.name)
      #expect(
        abs(dot(expected, direction) - difference) < 1e-6 * max(1, abs(difference)),
        "\(parameter.name)")
    }
  }

  @Test(arguments: try networks())
  func `gradients of single images add up`(example: Case) throws {
    let network = try network(example)
    var generator = SplitMix64(seed: Seed(5))
    for path in network.layers(to: .features).map({ [$0] }) {
      let weights = path[0].parameters
      let size = path[0].parameterCount
      guard size > 0 else { continue }
      let x = randomVector(count(path, imageCount: 3), &generator)
      let tape = Tape<Double>()
      let arena = Arena<Double>()
      let output = run(path, [x], imageCount: 3, tape: tape, arena: arena)[0]
      let u = randomVector(output.count, &generator)
      let sums = ScalarBuffer<Double>(count: size)
      let single = ScalarBuffer<Double>(count: 3 * size)
      pullBack(
        u, path, tape: tape, arena: arena, imageCount: 3,
        target: GradientTarget(base: sums.base, scope: .sum))
      pullBack(
        u, path, tape: tape, arena: arena, imageCount: 3,
        target: GradientTarget(base: single.base, scope: .perImage(stride: size)))
      var offset = 0
      for parameter in weights {
        defer { offset += parameter.count }
        guard parameter.isWeight else { continue }
        let range = offset..<offset + parameter.count
        let total = range.map { index in (0..<3).reduce(0) { $0 + single.base[$1 * size + index] } }
        #expect(
          relativeError(total, from: range.map { sums.base[$0] }) < 1e-12, "\(parameter.name)")
      }
    }
  }

  /// The gradient by the input of the path; those by parameters go to `target`, or nowhere.
  @discardableResult
  private func pullBack(
    _ u: [Double], _ path: [Network<Double>.PlacedLayer], tape: Tape<Double>, arena: Arena<Double>,
    imageCount: Int, target: GradientTarget<Double>? = nil
  ) -> [Double]? {
    let spare = ScalarBuffer<Double>(count: path.map(\.parameterCount).max()!)
    let pass = BackwardPass(
      scratch: arena, target: target ?? GradientTarget(base: spare.base, scope: .sum),
      reachesImages: true)
    var gradient = Activation(
      arena, orders: 1, imageCount: imageCount, shape: path[path.count - 1].output)
    gradient.base.update(from: u, count: u.count)
    for index in path.indices.reversed() {
      guard let next = path[index].backward(gradient, tape: tape, index: index, pass: pass) else {
        return nil
      }
      gradient = next
    }
    return Array(UnsafeBufferPointer(start: gradient.base, count: gradient.count))
  }
}

private func randomVector(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
  (0..<count).map { _ in .random(in: -1...1, using: &generator) }
}

/// a + t b.
private func + (a: [Double], b: (Double, [Double])) -> [Double] {
  zip(a, b.1).map { $0 + b.0 * $1 }
}
