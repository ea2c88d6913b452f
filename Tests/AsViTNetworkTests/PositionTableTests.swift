import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct PositionTableTests {
  @Test func `a variant has the weights and a resized table`() throws {
    let family = AsViTFamily(
      imageSide: 32, stemStride: 2, classCount: 3, hasPositionEmbedding: true)
    let genotype = try Genotype("4,2,1|3,1,1|2,1,1|2,1,1|8,8")
    let store = ParameterStore<Float>(
      try family.architecture(for: genotype), seed: Seed(1), workers: Workers(count: 1))
    let variant = try family.variant(
      of: genotype, imageSide: 20, tokenization: Tokenization(stride: 2))
    let resized = store.resized(for: variant)
    #expect(resized.architecture == variant)
    for parameter in variant.parameters {
      let values = store.values(of: parameter.name)
      #expect(
        resized.values(of: parameter.name)
          == (parameter.role == .positionEmbedding
            ? PositionTable.resized(values, from: 16, to: 10) : values))
    }
  }

  @Test func `a table of ones and a table at its own grid stay`() {
    let table = (0..<9 * 2).map { Double($0) }
    #expect(PositionTable.resized(table, from: 3, to: 3) == table)
    #expect(
      PositionTable.resized([1, 1, 1, 1] as [Float], from: 2, to: 5)
        == [Float](repeating: 1, count: 25))
  }
}

@Suite struct PositionTableGoldenTests {
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
    get throws { try Golden.cases(of: "curriculum").filter { $0.name == "position_resize" } }
  }

  @Test(arguments: try goldens)
  func `tables and their moments are resized as the golden`(golden: GoldenCase) throws {
    let family = try golden.decoded(as: Family.self)
    let tensors = try golden.tensors()
    #expect(family.cases.count == 6)
    for example in family.cases {
      let channels = try tensors.shape(of: example.input)[1]
      let input: [Double] = try tensors.values(of: example.input)
      let output: [Double] = try tensors.values(of: example.output)
      let actual: [Double]
      if let window = example.oldWindow, let newWindow = example.newWindow {
        actual = PositionTable.resized(input, from: 2 * window - 1, to: 2 * newWindow - 1)
      } else {
        let (m, n) = (try #require(example.m), try #require(example.n))
        actual =
          Array(input[..<channels])
          + PositionTable.resized(Array(input[channels...]), from: m, to: n)
      }
      #expect(actual.count == output.count, "\(example.name)")
      let error = zip(actual, output).map { abs($0 - $1) }.max() ?? .infinity
      #expect(error <= family.tolerance, "\(example.name)")
    }
  }
}
