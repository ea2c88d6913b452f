import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct EigenvaluesTests {
  @Test func `a matrix with a known spectrum`() throws {
    // The second difference on five points: 2 − 2 cos(k π / 6).
    var matrix = [Double](repeating: 0, count: 25)
    for row in 0..<5 {
      matrix[row * 5 + row] = 2
      if row > 0 { matrix[row * 5 + row - 1] = -1 }
    }
    let root = 3.0.squareRoot()
    let values = try #require(symmetricEigenvalues(matrix, order: 5))
    #expect(relativeError(values, from: [2 - root, 1, 2, 3, 2 + root]) < 1e-14)
  }

  @Test func `only the lower triangle is read`() throws {
    let values = try #require(symmetricEigenvalues([2, 99, 1, 2], order: 2))
    #expect(relativeError(values, from: [1, 3]) < 1e-14)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `numbers that are not finite have no eigenvalues`(value: Double) {
    #expect(symmetricEigenvalues([1, 0, value, 1], order: 2) == nil)
  }
}
