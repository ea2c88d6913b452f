import AsViTTestSupport
import Testing

/// What the package's own goldens have to cover.
@Suite struct ReferenceCoverageTests {
  @Test(arguments: ["tolerance", "atol_float32"])
  func `resized bytes and planes`(key: String) throws {
    let goldens = try Golden.cases(of: "augment", having: "out_height", under: Golden.packageRoot)
    let withKey = try Golden.cases(of: "augment", having: key, under: Golden.packageRoot)
    #expect(goldens.contains { golden in withKey.contains { $0.name == golden.name } })
  }
}
