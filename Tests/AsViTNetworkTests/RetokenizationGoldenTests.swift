import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

/// The first projection at coarse, middle and base stride with one set of weights, at sizes that
/// the stride divides and at others, with its gradients.
@Suite struct RetokenizationGoldenTests {
  private struct Family: Decodable {
    let doubleTolerance, floatTolerance: Double
    let cases: [Case]

    enum CodingKeys: String, CodingKey {
      case cases
      case doubleTolerance = "atol_float64"
      case floatTolerance = "atol_float32"
    }
  }

  struct Case: Decodable {
    let name, x, w, b, y: String
    let kernel, stride, dilation: Int
    let baseStride: Int
    /// Top, bottom, left, right.
    let padding: [Int]
    /// Gradients by the output, the weight, the bias and the image.
    let gy, gw, gb: String
    let gx: String?

    enum CodingKeys: String, CodingKey {
      case name, x, w, b, y, kernel, stride, dilation, gy, gw, gb, gx
      case baseStride = "base_stride"
      case padding = "pad_top_bottom_left_right"
    }
  }

  static var goldens: [GoldenCase] {
    get throws { try Golden.cases(of: "curriculum", having: "gw") }
  }

  @Test(arguments: try goldens)
  func `the first projection and its gradients`(golden: GoldenCase) throws {
    let family = try golden.decoded(as: Family.self)
    #expect(!family.cases.isEmpty)
    for example in family.cases {
      try check(example, of: golden, as: Double.self, tolerance: family.doubleTolerance)
      try check(example, of: golden, as: Float.self, tolerance: family.floatTolerance)
    }
  }

  private func layer(_ example: Case, side: Int, channelCount: Int) -> Layer {
    .embed(
      "embed", from: TensorShape(gridSide: side, channelCount: 3),
      gridSide: (side + example.stride - 1) / example.stride, kernelSize: example.kernel,
      tokenization: Tokenization(
        kernelSize: example.kernel, baseStride: example.baseStride, stride: example.stride),
      channelCount: channelCount)
  }

  private func check<Scalar: NetworkScalar>(
    _ example: Case, of golden: GoldenCase, as _: Scalar.Type, tolerance: Double
  ) throws {
    let tensors = try golden.tensors()
    func values(_ name: String) throws -> [Double] { try tensors.values(of: name) }
    let shape = try tensors.shape(of: example.x)
    let (count, height, width) = (shape[0], shape[2], shape[3])
    let channels = try tensors.shape(of: example.w)[0]
    let rows = layer(example, side: height, channelCount: channels)
    let columns = layer(example, side: width, channelCount: channels)
    #expect(
      rows.kind
        == .embed(
          kernelSize: example.kernel, stride: example.stride, dilation: example.dilation))
    #expect([rows.padding, columns.padding] == [example.padding[0], example.padding[2]])
    let (outputRows, outputColumns) = (rows.output.gridSide, columns.output.gridSide)
    #expect(try tensors.shape(of: example.y) == [count, channels, outputRows, outputColumns])

    // Layers are square: the image lies in a square of zeros that the stride divides, where its
    // patches are at the places they have in the image.
    let square = layer(
      example, side: example.stride * max(outputRows, outputColumns), channelCount: channels)
    let (side, grid) = (square.input.gridSide, square.output.gridSide)
    let (top, left) = (rows.padding - square.padding, columns.padding - square.padding)
    func pixel(_ plane: Int, _ row: Int, _ column: Int) -> Int {
      (plane * side + top + row) * side + left + column
    }
    func token(_ image: Int, _ row: Int, _ column: Int, _ channel: Int) -> Int {
      ((image * grid + row) * grid + column) * channels + channel
    }
    /// Calls `body` with the place in an [N, C, H', W'] tensor and that in the tokens.
    func forEachOutput(_ body: (Int, Int) -> Void) {
      for place in 0..<count * channels * outputRows * outputColumns {
        let (rest, column) = place.quotientAndRemainder(dividingBy: outputColumns)
        let (plane, row) = rest.quotientAndRemainder(dividingBy: outputRows)
        body(place, token(plane / channels, row, column, plane % channels))
      }
    }

    let store = ParameterStore<Scalar>(
      Architecture(
        genotype: "4,1,1|2,1,1|2,1,1|2,1,1|8",
        plan: LayerPlan(
          trunk: [square], readout: [.pool("pool", from: square.output)],
          classifier: [.pool("pool", from: square.output)])))
    store.setValues(try values(example.w).map { Scalar($0) }, of: "embed.proj.weight")
    store.setValues(try values(example.b).map { Scalar($0) }, of: "embed.proj.bias")
    let step = Network(store).layers(to: .logits)[0]
    let arena = Arena<Scalar>()
    let tape = Tape<Scalar>()
    let images = Activation(arena, orders: 1, imageCount: count, shape: square.input)
    images.base.update(repeating: 0, count: images.count)
    for (place, value) in try values(example.x).enumerated() {
      let (rest, column) = place.quotientAndRemainder(dividingBy: width)
      images.base[pixel(rest / height, rest % height, column)] = Scalar(value)
    }
    let output = step.forward(images, pass: ForwardPass(scratch: arena, tape: tape))
    var actual = try values(example.y)
    forEachOutput { actual[$0] = Double(output.base[$1]) }
    expectClose(actual, try values(example.y), tolerance, example.y)

    let gradient = Activation(arena, orders: 1, imageCount: count, shape: square.output)
    gradient.base.update(repeating: 0, count: gradient.count)
    let outputGradient = try values(example.gy)
    forEachOutput { gradient.base[$1] = Scalar(outputGradient[$0]) }
    let parameterGradients = ScalarBuffer<Scalar>(count: square.parameterCount)
    let pixels = try #require(
      step.backward(
        gradient, tape: tape, index: 0,
        pass: BackwardPass(
          scratch: arena, target: GradientTarget(base: parameterGradients.base, scope: .sum),
          reachesImages: true)))
    let found = (0..<square.parameterCount).map { Double(parameterGradients.base[$0]) }
    let weightCount = square.parameters[0].count
    expectClose(Array(found[..<weightCount]), try values(example.gw), tolerance, example.gw)
    expectClose(Array(found[weightCount...]), try values(example.gb), tolerance, example.gb)
    if let name = example.gx {
      var imageGradient = try values(name)
      for place in imageGradient.indices {
        let (rest, column) = place.quotientAndRemainder(dividingBy: width)
        imageGradient[place] = Double(pixels.base[pixel(rest / height, rest % height, column)])
      }
      expectClose(imageGradient, try values(name), tolerance, name)
    }
  }

  private func expectClose(
    _ actual: [Double], _ expected: [Double], _ tolerance: Double, _ name: String
  ) {
    #expect(actual.count == expected.count && !expected.isEmpty, "\(name)")
    let error = zip(actual, expected).map { abs($0 - $1) }.max() ?? .infinity
    #expect(error <= tolerance, "\(name)")
  }
}
