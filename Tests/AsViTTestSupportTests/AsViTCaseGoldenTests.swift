import AsViTTestSupport
import Testing

@Suite struct AsViTCaseGoldenTests {
  @Test(arguments: try AsViTCase.all())
  func `inputs fit the image side`(golden: AsViTCase) throws {
    let pixelCount = 3 * golden.imageSide * golden.imageSide
    #expect(try golden.images().count.isMultiple(of: pixelCount))
    guard golden.expected["length"] != nil else { return }
    let (u0, u1) = try golden.circle()
    #expect(u0.count == pixelCount && u1.count == pixelCount)
    let squares = zip(u0, u1).reduce(into: (0.0, 0.0, 0.0)) { sums, pair in
      sums.0 += pair.0 * pair.0
      sums.1 += pair.1 * pair.1
      sums.2 += pair.0 * pair.1
    }
    #expect(abs(squares.0 - 1) < 1e-6 && abs(squares.1 - 1) < 1e-6 && abs(squares.2) < 1e-6)
  }
}
