import AsViTTestSupport
import Testing

@testable import AsViTData

/// Pillow's resize of bytes, bit for bit, and the same filters without rounding.
@Suite struct ResizeGoldenTests {
  private struct Family: Decodable {
    let tolerance: Int?
    let doubleTolerance: Double?
    let floatTolerance: Double?
    let cases: [Case]

    enum CodingKeys: String, CodingKey {
      case tolerance, cases
      case doubleTolerance = "atol_float64"
      case floatTolerance = "atol_float32"
    }
  }

  private struct Case: Decodable {
    let name, input, output, mode: String
    let height, width: Int
    /// Top, left, height, width.
    let crop: [Int]?

    enum CodingKeys: String, CodingKey {
      case name, input, output, mode
      case height = "out_height"
      case width = "out_width"
      case crop = "crop_top_left_height_width"
    }
  }

  static var goldens: [GoldenCase] {
    get throws { try Golden.cases(of: "augment", having: "out_height") }
  }

  @Test(arguments: try goldens) func `resized as the golden`(golden: GoldenCase) throws {
    let family = try golden.decoded(as: Family.self)
    let tensors = try golden.tensors()
    for golden in family.cases {
      let filter = try #require(ResamplingFilter(rawValue: golden.mode))
      if let tolerance = family.tolerance {
        try checkBytes(golden, filter, tensors, tolerance: tolerance)
      } else {
        let float = try #require(family.floatTolerance)
        let double = try #require(family.doubleTolerance)
        try checkPlanes(golden, filter, tensors, floatTolerance: float, doubleTolerance: double)
      }
    }
  }

  private func checkBytes(
    _ golden: Case, _ filter: ResamplingFilter, _ tensors: SafeTensors, tolerance: Int
  ) throws {
    let shape = try tensors.shape(of: golden.input)
    var image = Image8(
      width: shape[1], height: shape[0], pixels: try tensors.values(of: golden.input))
    if let crop = golden.crop {
      image = image.cropped(left: crop[1], top: crop[0], width: crop[3], height: crop[2])
    }
    let resized = image.resized(width: golden.width, height: golden.height, filter: filter)
    let expected = try tensors.values(of: golden.output, as: UInt8.self)
    #expect(resized.pixels.count == expected.count, "\(golden.name)")
    let largest = zip(resized.pixels, expected).map { abs(Int($0) - Int($1)) }.max()!
    #expect(largest <= tolerance, "\(golden.name)")
  }

  private func checkPlanes(
    _ golden: Case, _ filter: ResamplingFilter, _ tensors: SafeTensors,
    floatTolerance: Double, doubleTolerance: Double
  ) throws {
    let shape = try tensors.shape(of: golden.input)
    let values = try tensors.values(of: golden.input, as: Double.self)
    let expected = try tensors.values(of: golden.output, as: Double.self)

    let image = Image(width: shape[2], height: shape[1], values: values.map { Float($0) })
    let resized = image.resized(width: golden.width, height: golden.height, filter: filter)
    #expect(
      largestDifference(resized.values, expected) <= floatTolerance, "\(golden.name) in Float")

    let exact = resizePlanes(
      values, height: shape[1], width: shape[2],
      toHeight: golden.height, width: golden.width, filter: filter)
    #expect(largestDifference(exact, expected) <= doubleTolerance, "\(golden.name) in Double")
  }

  /// Infinite when the counts differ or a value is no number.
  private func largestDifference<Scalar: BinaryFloatingPoint>(
    _ actual: [Scalar], _ expected: [Double]
  ) -> Double {
    guard actual.count == expected.count else { return .infinity }
    return zip(actual, expected).reduce(0) { largest, pair in
      let difference = abs(Double(pair.0) - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }
}
