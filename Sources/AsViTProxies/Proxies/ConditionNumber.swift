import AsViTNumerics

/// Condition number κ of the neural tangent kernel on images.
///
/// Chen et al., ICLR 2022, section 3.2 (arXiv:2202.11921).
public enum ConditionNumber: Proxy {
  public static let metric = Metric("conditionNumber")
  public static let word = "kappa"
  public static let title = "condition number κ"
  public static let direction: Direction? = .lower
  public static let isLogarithmic = true
  public static let needs = ProxyNeeds.kernel

  public static func outcomes(in trial: Trial) -> [Outcome] {
    trial.kernels.map { conditionNumber(of: $0, order: trial.images.count) }
  }
}

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
