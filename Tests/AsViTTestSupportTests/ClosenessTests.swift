import AsViTTestSupport
import Testing

@Suite struct ClosenessTests {
  @Test func `the error is relative to the expected norm`() {
    #expect(relativeError([3.0, 4.5] as [Double], from: [3.0, 4.0] as [Double]) == 0.1)
    #expect(relativeError([3, 4.5] as [Float], from: [3.0, 4.0] as [Double]) == 0.1)
    #expect(relativeError(-2, from: 2) == 2)
    #expect(relativeError([0.0], from: [0.0]) == 0)
  }

  @Test(arguments: [
    ([1.0], [1.0, 2.0]), ([.nan], [1.0]), ([1.0], [.nan]), ([.nan], [.nan]),
    ([.infinity], [.infinity]), ([1e-9], [0.0]), ([1e200], [1.0]),
  ])
  func `what cannot be compared is infinitely far`(actual: [Double], expected: [Double]) {
    #expect(relativeError(actual, from: expected) == .infinity)
  }
}
