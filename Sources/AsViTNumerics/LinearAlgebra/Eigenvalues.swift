import COpenBLAS

/// The eigenvalues of a real symmetric matrix, ascending; the same bits on every processor of one
/// architecture.
///
/// - Parameter matrix: `[order, order]`; the lower triangle is read.
/// - Returns: nil when an element is not finite or LAPACK's dsterf does not converge.
public func symmetricEigenvalues(_ matrix: [Double], order: Int) -> [Double]? {
  precondition(matrix.count == order * order, "\(matrix.count) elements, order \(order)")
  guard matrix.allSatisfy(\.isFinite) else { return nil }
  // A power of two, so that scaling is exact and squares neither overflow nor vanish.
  let scale = matrix.reduce(0) { max($0, $1.magnitude) }.binade
  guard scale > 0 else { return Array(repeating: 0, count: order) }
  let tridiagonal = Tridiagonal(similarTo: matrix.map { $0 / scale }, order: order)
  var eigenvalues = tridiagonal.diagonal
  var offDiagonal = tridiagonal.offDiagonal
  let info = LAPACKE_dsterf(Int32(order), &eigenvalues, &offDiagonal)
  return info == 0 ? eigenvalues.map { $0 * scale } : nil
}
