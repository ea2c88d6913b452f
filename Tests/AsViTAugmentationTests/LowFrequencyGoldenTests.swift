import AsViTNumerics
import AsViTTestSupport
import Testing

@testable import AsViTAugmentation

/// Low-frequency cropping as by the Fourier transform of the authors and of scipy.
@Suite struct LowFrequencyGoldenTests {
  private struct Family: Decodable {
    let doubleTolerance: Double
    let floatTolerance: Double?
    let cases: [Case]

    enum CodingKeys: String, CodingKey {
      case cases
      case doubleTolerance = "atol_float64"
      case floatTolerance = "atol_float32"
    }
  }

  private struct Case: Decodable {
    let height, width, bh, bw: Int
    let input, output: Samples

    /// The name of a tensor, or the values.
    enum Samples: Decodable {
      case name(String)
      case values([Double])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
          self = .name(name)
        } else {
          self = .values(try container.decode([[Double]].self).flatMap { $0 })
        }
      }

      func values(from golden: GoldenCase) throws -> [Double] {
        switch self {
        case .name(let name): try golden.tensors().values(of: name)
        case .values(let values): values
        }
      }
    }
  }

  static var goldens: [GoldenCase] {
    get throws { try Golden.cases(of: "curriculum", having: "bh") }
  }

  @Test(arguments: try goldens) func `crops are those of the golden`(golden: GoldenCase) throws {
    let family = try golden.decoded(as: Family.self)
    #expect(!family.cases.isEmpty)
    for crop in family.cases {
      let input = try crop.input.values(from: golden)
      let expected = try crop.output.values(from: golden)
      let name = "\(crop.height) x \(crop.width) to \(crop.bh) x \(crop.bw)"
      let exact = LowFrequencyCrop<Double>(
        height: crop.height, width: crop.width, bandHeight: crop.bh, bandWidth: crop.bw)
      let error = largestDifference(exact.cropped(input), expected)
      #expect(error <= family.doubleTolerance, "\(name) in Double")
      guard let floatTolerance = family.floatTolerance else { continue }
      let single = LowFrequencyCrop<Float>(
        height: crop.height, width: crop.width, bandHeight: crop.bh, bandWidth: crop.bw)
      let floatError = largestDifference(single.cropped(input.map { Float($0) }), expected)
      #expect(floatError <= floatTolerance, "\(name) in Float")
    }
  }
}
