/// A symmetric tridiagonal matrix, similar to a given one.
///
/// LAPACK's own reduction calls BLAS, whose sums depend on the processor. This one has the same
/// bits everywhere.
struct Tridiagonal {
  private(set) var diagonal: [Double]
  /// The elements below the diagonal, one fewer.
  private(set) var offDiagonal: [Double]

  /// Householder's reduction, one column after the other.
  ///
  /// Both triangles are kept, so that every loop runs along rows; what a column changes in a row is
  /// done when the next column reads it, so that the matrix passes through memory once for each.
  ///
  /// - Parameter matrix: `[order, order]`, row-major, finite and small enough to be squared; the
  ///   lower triangle is read.
  ///
  /// Golub and Van Loan, Matrix Computations, algorithm 8.3.1.
  init(similarTo matrix: consuming [Double], order: Int) {
    diagonal = []
    offDiagonal = []
    for row in 0..<order {
      for column in 0..<row { matrix[column * order + row] = matrix[row * order + column] }
    }
    // The column before has turned the matrix A into A − v wᵀ − w vᵀ.
    var v = [Double](repeating: 0, count: order)
    var w = v
    for column in 0..<order {
      matrix.subtract(v, w, fromRow: column, from: column)
      diagonal.append(matrix[column * order + column])
      let rows = (column + 1)..<order
      guard let first = rows.first else { break }
      // The reflection I − β u uᵀ turns the column into (α, 0, …, 0).
      var u = [Double](repeating: 0, count: order)
      for row in rows { u[row] = matrix[column * order + row] }
      let norm = sumOfProducts(u, u, over: rows).squareRoot()
      let alpha = u[first] > 0 ? -norm : norm
      offDiagonal.append(alpha)
      u[first] -= alpha
      let squares = sumOfProducts(u, u, over: rows)
      let beta = squares > 0 ? 2 / squares : 0
      var product = [Double](repeating: 0, count: order)
      for row in rows {
        matrix.subtract(v, w, fromRow: row, from: first)
        matrix.add(row: row, from: first, times: u[row], to: &product)
      }
      for row in rows { product[row] *= beta }
      let projection = beta / 2 * sumOfProducts(product, u, over: rows)
      for row in rows { product[row] -= projection * u[row] }
      (v, w) = (u, product)
    }
  }
}

/// Rows of a square matrix.
extension [Double] {
  /// A ← A − v wᵀ − w vᵀ in one row, in the columns that begin with `first`.
  fileprivate mutating func subtract(
    _ v: [Double], _ w: [Double], fromRow row: Int, from first: Int
  ) {
    let order = v.count
    let (a, b) = (v[row], w[row])
    withUnsafeMutableBufferPointer { matrix in
      v.withUnsafeBufferPointer { v in
        w.withUnsafeBufferPointer { w in
          let values = matrix.baseAddress! + row * order
          for column in first..<order { values[column] -= a * w[column] + b * v[column] }
        }
      }
    }
  }

  /// sums ← sums + factor · A[row], in the columns that begin with `first`.
  fileprivate func add(row: Int, from first: Int, times factor: Double, to sums: inout [Double]) {
    let order = sums.count
    withUnsafeBufferPointer { matrix in
      sums.withUnsafeMutableBufferPointer { sums in
        let values = matrix.baseAddress! + row * order
        for column in first..<order { sums[column] += values[column] * factor }
      }
    }
  }
}

private func sumOfProducts(_ a: [Double], _ b: [Double], over range: Range<Int>) -> Double {
  range.reduce(0) { $0 + a[$1] * b[$1] }
}
