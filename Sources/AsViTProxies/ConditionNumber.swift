internal import AsViTNumerics

/// λmax / λmin of a symmetric matrix that should be positive definite, such as the neural tangent
/// kernel; dimensionless, at least 1.
///
/// The authors' released code computes it in Float without a check of sign.
///
/// - Parameter matrix: `[order, order]`, row-major.
/// - Returns: `singular` when λmin is not above what Double can tell from zero beside λmax,
///   `nonFinite` when the matrix has a NaN or an infinity.
public func conditionNumber(of matrix: [Double], order: Int) -> Outcome {
  guard let eigenvalues = symmetricEigenvalues(matrix, order: order) else { return .nonFinite }
  guard let least = eigenvalues.first, let greatest = eigenvalues.last else { return .singular }
  guard least > greatest * Double(order) * .ulpOfOne else { return .singular }
  return .value(greatest / least)
}
