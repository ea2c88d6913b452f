import AsViTTestSupport
import Testing

@testable import AsViTCurriculum

/// What the package's own goldens have to cover.
@Suite struct ReferenceCoverageTests {
  private func cases(having key: String) throws -> [GoldenCase] {
    try Golden.cases(of: "curriculum", having: key, under: Golden.packageRoot)
  }

  @Test func `the published table`() throws {
    struct File: Decodable {
      struct Case: Decodable { let bands: [Int] }
      let cases: [Case]

      enum CodingKeys: String, CodingKey { case cases = "efficienttrain_pp" }
    }
    let tables = try cases(having: "efficienttrain_pp").flatMap {
      try $0.decoded(as: File.self).cases.map(\.bands)
    }
    #expect(tables.contains(BandTable.tenths))
  }

  @Test(
    arguments: ["efficienttrain_v1", "small_image_bands", "retoken_dilation", "replay_times"])
  func `other parts of the method`(key: String) throws {
    #expect(try !cases(having: key).isEmpty)
  }
}
