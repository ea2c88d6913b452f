import AsViTNumerics
import AsViTTestSupport
import Testing

struct NuclearNormTests {
  /// Reflections on both sides of a diagonal.
  private func matrix(rows: Int, columns: Int, _ singularValues: [Double]) -> [Double] {
    func reflection(_ order: Int) -> (Int, Int) -> Double {
      let normal = (0..<order).map { Double(($0 * 7) % order) - 4 }
      let factor = 2 / normal.reduce(0) { $0 + $1 * $1 }
      return { ($0 == $1 ? 1 : 0) - factor * normal[$0] * normal[$1] }
    }
    let (left, right) = (reflection(rows), reflection(columns))
    return (0..<rows * columns).map { index in
      let (row, column) = index.quotientAndRemainder(dividingBy: columns)
      return singularValues.enumerated().reduce(0) {
        $0 + left(row, $1.offset) * $1.element * right($1.offset, column)
      }
    }
  }

  @Test(arguments: [(9, 9), (23, 9), (9, 23), (1, 9)], [1e-200, 1, 1e200])
  func `known singular values add up, high or wide, at any scale`(
    shape: (rows: Int, columns: Int), scale: Double
  ) throws {
    let values = (1...min(shape.rows, shape.columns)).map { scale * Double($0 * $0) }
    let matrix = matrix(rows: shape.rows, columns: shape.columns, values)
    let norm = try #require(nuclearNorm(matrix, rows: shape.rows, columns: shape.columns))
    #expect(relativeError(norm / scale, from: values.reduce(0) { $0 + $1 / scale }) < 1e-12)
  }

  @Test func `a matrix of rank one has the product of two lengths`() throws {
    let left = (1...50).map { Double($0) }
    let right = (0..<30).map { Double($0) - 7 }
    func length(_ values: [Double]) -> Double {
      values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let matrix = left.flatMap { factor in right.map { factor * $0 } }
    let norm = try #require(nuclearNorm(matrix, rows: 50, columns: 30))
    #expect(relativeError(norm, from: length(left) * length(right)) < 1e-12)
  }

  @Test func `nothing but zeros`() {
    #expect(nuclearNorm([0, 0, 0, 0, 0, 0], rows: 2, columns: 3) == 0)
  }

  @Test(arguments: [Double.nan, .infinity])
  func `numbers that are not finite have no norm`(value: Double) {
    #expect(nuclearNorm([1, 0, value, 1], rows: 2, columns: 2) == nil)
  }
}
