/// A symmetric tridiagonal matrix, similar to a given one.
///
/// LAPACK's own reduction calls BLAS, whose sums depend on the processor. This one has the same
/// bits everywhere.
struct Tridiagonal {
  private(set) var diagonal: [Double]
  /// Below the diagonal, one element fewer.
  private(set) var offDiagonal: [Double]

  /// Householder's reduction, one column after the other.
  ///
  /// - Parameter matrix: `[order, order]`, row-major, finite and small enough to be squared; the
  ///   lower triangle is read.
  ///
  /// Golub and Van Loan, Matrix Computations, algorithm 8.3.1.
  init(similarTo matrix: [Double], order: Int) {
    var matrix = matrix
    diagonal = []
    offDiagonal = []
    for column in 0..<order {
      diagonal.append(matrix[column * order + column])
      let rows = (column + 1)..<order
      guard let first = rows.first else { break }
      // The reflection I − β v vᵀ turns the column into (α, 0, …, 0).
      var v = rows.map { matrix[$0 * order + column] }
      let norm = sumOfProducts(v, v).squareRoot()
      let alpha = v[0] > 0 ? -norm : norm
      offDiagonal.append(alpha)
      v[0] -= alpha
      let squares = sumOfProducts(v, v)
      guard squares > 0 else { continue }
      let beta = 2 / squares
      // What remains becomes A − v wᵀ − w vᵀ.
      var w = rows.map { row in
        beta
          * rows.reduce(0.0) { sum, other in
            sum + matrix[max(row, other) * order + min(row, other)] * v[other - first]
          }
      }
      let projection = beta / 2 * sumOfProducts(w, v)
      for index in w.indices { w[index] -= projection * v[index] }
      for row in rows {
        for other in first...row {
          matrix[row * order + other] -=
            v[row - first] * w[other - first] + w[row - first] * v[other - first]
        }
      }
    }
  }
}

private func sumOfProducts(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
}
