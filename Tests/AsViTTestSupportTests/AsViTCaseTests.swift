import AsViTTestSupport
import Testing

/// The package's own cases.
@Suite struct AsViTCaseTests {
  @Test func `all seven cases are read`() throws {
    #expect(
      try AsViTCase.all(under: Golden.packageRoot).map(\.name) == [
        "basic32", "deep64", "full224", "narrowheads32", "odd32", "seed64", "train32",
      ])
  }

  @Test func `a tolerance is twenty float32 errors and never below 1e-5`() throws {
    let cases = try AsViTCase.all(under: Golden.packageRoot)
    let full = try #require(cases.first { $0.name == "full224" })
    #expect(full.tolerance(for: "kappa") == 20 * 1.9749220262044176e-05)
    #expect(full.tolerance(for: "length") == 1e-5)
  }

  @Test func `a family without cases is an error`() {
    #expect(throws: GoldenError.self) { try Golden.cases(of: "nowhere") }
  }

  @Test func `generated inputs are those of the reference`() throws {
    struct Record: Decodable {
      struct Generated: Decodable {
        let firstOfImages, firstOfU0, firstOfU1: [Double]
        let sumOfImages, sumOfU0, sumOfU1: Double

        enum CodingKeys: String, CodingKey {
          case firstOfImages = "images_first"
          case firstOfU0 = "u0_first"
          case firstOfU1 = "u1_first"
          case sumOfImages = "images_sum"
          case sumOfU0 = "u0_sum"
          case sumOfU1 = "u1_sum"
        }
      }
      let generated: Generated
    }
    let root = Golden.packageRoot
    let file = try #require(
      try Golden.cases(of: "asvit", under: root).first { $0.name == "full224" })
    let stated = try file.decoded(as: Record.self).generated
    let golden = try #require(try AsViTCase.all(under: root).first { $0.name == "full224" })
    let images = try golden.images().map(Double.init)
    let (u0, u1) = try golden.circle()
    for (values, first, sum) in [
      (images, stated.firstOfImages, stated.sumOfImages), (u0, stated.firstOfU0, stated.sumOfU0),
      (u1, stated.firstOfU1, stated.sumOfU1),
    ] {
      #expect(relativeError(Array(values.prefix(first.count)), from: first) < 1e-12)
      #expect(abs(values.reduce(0, +) - sum) < 1e-9)
    }
  }
}
