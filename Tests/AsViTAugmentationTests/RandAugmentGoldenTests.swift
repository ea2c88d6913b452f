import AsViTData
import AsViTTestSupport
import Testing

@testable import AsViTAugmentation

/// Each operation byte for byte as Pillow 13.
@Suite struct RandAugmentGoldenTests {
  private struct Family: Decodable {
    let tolerance: Int
    let cases: [Case]
  }

  private struct Case: Decodable {
    let name, input, output: String
    let op: RandAugmentOperation
    let magnitude, sign: Double
    let argument: Double?
    let resample: AffineSampling.Filter?
    let fill: [UInt8]?
  }

  static var goldens: [GoldenCase] {
    get throws { try Golden.cases(of: "augment", having: "op") }
  }

  @Test(arguments: try goldens) func `operations are those of the golden`(golden: GoldenCase) throws
  {
    let family = try golden.decoded(as: Family.self)
    let tensors = try golden.tensors()
    #expect(family.tolerance == 0)
    for golden in family.cases {
      let shape = try tensors.shape(of: golden.input)
      let image = Image8(
        width: shape[1], height: shape[0], pixels: try tensors.values(of: golden.input))
      let fill = golden.fill ?? [0, 0, 0]
      let result = golden.op.applied(
        to: image, level: golden.magnitude, sign: golden.sign,
        sampling: AffineSampling(
          filter: golden.resample ?? .bicubic, fill: SIMD3(fill[0], fill[1], fill[2])))
      let argument = golden.op.argument(level: golden.magnitude, sign: golden.sign)
      #expect(argument == golden.argument, "\(golden.name)")
      #expect(try result.pixels == tensors.values(of: golden.output), "\(golden.name)")
    }
  }
}
