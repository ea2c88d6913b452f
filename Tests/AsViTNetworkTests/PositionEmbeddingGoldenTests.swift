import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

/// Tables of positions at another grid; the optimizer's moments of the golden are tables as well.
@Suite struct PositionEmbeddingGoldenTests {
  private struct Family: Decodable {
    let tolerance: Double
    let cases: [Case]

    enum CodingKeys: String, CodingKey {
      case cases
      case tolerance = "atol_float64"
    }
  }

  private struct Case: Decodable {
    let name, input, output: String
    /// Sides of an absolute table, whose first row belongs to the class token.
    let m, n: Int?
    /// Windows of a relative table of (2 w − 1)² rows.
    let oldWindow, newWindow: Int?

    enum CodingKeys: String, CodingKey {
      case name, input, output, m, n
      case oldWindow = "window_in"
      case newWindow = "window_out"
    }
  }

  static var goldens: [GoldenCase] {
    get throws { try Golden.cases(of: "curriculum", having: "kind") }
  }

  @Test(arguments: try goldens)
  func `tables and their moments are resized as the golden`(golden: GoldenCase) throws {
    let family = try golden.decoded(as: Family.self)
    let tensors = try golden.tensors()
    #expect(!family.cases.isEmpty)
    for example in family.cases {
      let channels = try tensors.shape(of: example.input)[1]
      let input: [Double] = try tensors.values(of: example.input)
      let output: [Double] = try tensors.values(of: example.output)
      let actual: [Double]
      if let window = example.oldWindow, let newWindow = example.newWindow {
        actual = try resized(input, from: 2 * window - 1, to: 2 * newWindow - 1, channels)
      } else {
        let (m, n) = (try #require(example.m), try #require(example.n))
        actual =
          try Array(input[..<channels])
          + resized(Array(input[channels...]), from: m, to: n, channels)
      }
      #expect(actual.count == output.count, "\(example.name)")
      let error = zip(actual, output).map { abs($0 - $1) }.max() ?? .infinity
      #expect(error <= family.tolerance, "\(example.name)")
    }
  }

  /// What the layer adds to tokens that are zero.
  private func resized(
    _ table: [Double], from side: Int, to newSide: Int, _ channels: Int
  ) throws -> [Double] {
    let layer = Layer.positionEmbedding(
      "table", from: TensorShape(gridSide: newSide, channelCount: channels), tableSide: side)
    let store = ParameterStore<Double>(
      Architecture(
        genotype: "4,1,1|2,1,1|2,1,1|2,1,1|8",
        plan: LayerPlan(
          trunk: [layer], readout: [.pool("pool", from: layer.output)],
          classifier: [.pool("pool", from: layer.output)])))
    store.setValues(table, of: "table")
    let arena = Arena<Double>()
    let tokens = Activation(arena, orders: 1, imageCount: 1, shape: layer.input)
    tokens.base.update(repeating: 0, count: tokens.count)
    return Network(store).layers(to: .logits)[0].forward(tokens, pass: ForwardPass(scratch: arena))
      .values
  }
}
