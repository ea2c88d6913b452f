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

  @Test(arguments: [1e-200, 1, 1e200])
  func `a full matrix with a known spectrum, at any scale`(scale: Double) throws {
    // A reflection of a diagonal matrix.
    let order = 16
    let spectrum = (1...order).map { Double($0 * $0) }
    let normal = (0..<order).map { Double(($0 * 7) % order) - 4 }
    let factor = 2 / normal.reduce(0) { $0 + $1 * $1 }
    func reflection(_ row: Int, _ column: Int) -> Double {
      (row == column ? 1 : 0) - factor * normal[row] * normal[column]
    }
    let matrix = (0..<order * order).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: order)
      return scale
        * (0..<order).reduce(0.0) { sum, inner in
          sum + reflection(row, inner) * spectrum[inner] * reflection(inner, column)
        }
    }
    let values = try #require(symmetricEigenvalues(matrix, order: order))
    #expect(relativeError(values.map { $0 / scale }, from: spectrum) < 1e-14)
  }

  @Test func `a matrix that is tridiagonal already, with zeros`() throws {
    // Two blocks [2 1; 1 2] and a zero: columns without anything to reflect.
    var matrix = [Double](repeating: 0, count: 25)
    for first in [0, 2] {
      for index in [first, first + 1] { matrix[index * 6] = 2 }
      matrix[(first + 1) * 5 + first] = 1
    }
    let values = try #require(symmetricEigenvalues(matrix, order: 5))
    #expect(zip(values, [0, 1, 1, 3, 3]).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test func `only the lower triangle is read`() throws {
    let values = try #require(symmetricEigenvalues([2, 99, 1, 2], order: 2))
    #expect(relativeError(values, from: [1, 3]) < 1e-14)
  }

  @Test func `nothing but zeros`() {
    #expect(symmetricEigenvalues([0, 0, 0, 0], order: 2) == [0, 0])
  }

  @Test(arguments: [Double.nan, .infinity])
  func `numbers that are not finite have no eigenvalues`(value: Double) {
    #expect(symmetricEigenvalues([1, 0, value, 1], order: 2) == nil)
  }
}
