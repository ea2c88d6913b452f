internal import COpenBLAS

/// The eigenvalues of a real symmetric matrix, ascending.
///
/// - Parameter matrix: `[order, order]`; the lower triangle is read.
/// - Returns: nil when an element is not finite or LAPACK's dsyevd does not converge.
public func symmetricEigenvalues(_ matrix: [Double], order: Int) -> [Double]? {
  precondition(matrix.count == order * order, "\(matrix.count) elements, order \(order)")
  guard matrix.allSatisfy(\.isFinite) else { return nil }
  // OpenBLAS' own threads would compete with ours.
  openblas_set_num_threads(1)
  var work = matrix
  var eigenvalues = [Double](repeating: 0, count: order)
  let info = LAPACKE_dsyevd(
    LAPACK_ROW_MAJOR, CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "L")), Int32(order), &work,
    Int32(max(1, order)), &eigenvalues)
  return info == 0 ? eigenvalues : nil
}
