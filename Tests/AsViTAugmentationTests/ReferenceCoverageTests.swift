import AsViTTestSupport
import Testing

@testable import AsViTAugmentation

/// What the package's own goldens have to cover.
@Suite struct ReferenceCoverageTests {
  private func cases(_ family: String, having key: String) throws -> [GoldenCase] {
    try Golden.cases(of: family, having: key, under: Golden.packageRoot)
  }

  @Test func `every operation of RandAugment`() throws {
    struct File: Decodable {
      struct Case: Decodable { let op: RandAugmentOperation }
      let cases: [Case]
    }
    let operations = try cases("augment", having: "op").flatMap {
      try $0.decoded(as: File.self).cases.map(\.op)
    }
    #expect(Set(operations) == Set(RandAugmentOperation.allCases))
  }

  @Test func `mixed batches and erased rectangles`() throws {
    for key in ["mixup", "cutmix", "random_erasing"] {
      #expect(try !cases("augment", having: key).isEmpty, "\(key)")
    }
  }

  @Test func `low-frequency crops of every kind`() throws {
    let names = try cases("curriculum", having: "bh").map(\.name)
    for kind in ["square", "nonsquare", "odd", "tiny"] {
      #expect(names.contains("lowfreq_\(kind)"))
    }
  }
}
