import AsViTKernelInterface

/// The nuclear norm of a matrix, the sum of its singular values; the same bits on every processor of one
/// architecture.
///
/// Singular values are the roots of the eigenvalues of the smaller of A Aᵀ and Aᵀ A. Those below √(n ε) of
/// the largest, n the shorter side, count as zero: their squares are not told from rounding.
///
/// - Parameter matrix: `[rows, columns]`, row-major.
/// - Returns: nil when an element is not finite or LAPACK's dsterf does not converge.
/// - Complexity: O(n² m + n³) for sides n ≤ m.
public func nuclearNorm(_ matrix: [Double], rows: Int, columns: Int) -> Double? {
  precondition(matrix.count == rows * columns, "\(matrix.count) elements, \(rows) x \(columns)")
  guard matrix.allSatisfy(\.isFinite) else { return nil }
  // A power of two, so that scaling is exact and squares neither overflow nor vanish.
  let scale = matrix.reduce(0) { max($0, $1.magnitude) }.binade
  guard scale > 0 else { return 0 }
  let (short, long) = (min(rows, columns), max(rows, columns))
  let sides = ScalarBuffer<Double>(count: matrix.count)
  for row in 0..<rows {
    for column in 0..<columns {
      sides.base[rows > columns ? column * rows + row : row * columns + column] =
        matrix[row * columns + column] / scale
    }
  }
  let gram = ScalarBuffer<Double>(count: short * short)
  Double.kernels.updateGram(
    GramUpdate(
      rows: short, columns: long, input: sides.base, inputStride: long, gram: gram.base))
  let squares = (0..<gram.count).map { gram.base[$0] }
  guard let eigenvalues = symmetricEigenvalues(squares, order: short) else { return nil }
  let least = (eigenvalues.last ?? 0) * Double(short) * .ulpOfOne
  return scale * eigenvalues.reduce(0) { $1 > least ? $0 + $1.squareRoot() : $0 }
}
