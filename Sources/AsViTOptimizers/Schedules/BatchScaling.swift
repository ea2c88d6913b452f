/// How a learning rate, or another hyper-parameter, follows the batch size.
public enum BatchScaling: Hashable, Sendable {
  /// Proportion, for SGD and LARS (Goyal et al., 2017, arXiv:1706.02677). The LAMB paper's
  /// share of warm-up, 0.2 at 32,768 samples, follows it too.
  case linear
  /// Proportion to its root, for Adam and its kin, LAMB and Adan. The LAMB paper has 5e-3 at 32,768
  /// samples.
  case squareRoot

  /// What a value found at one batch size becomes at another.
  public func scaled(_ value: Double, from baseBatch: Int, to batch: Int) -> Double {
    let ratio = Double(batch) / Double(baseBatch)
    return switch self {
    case .linear: value * ratio
    case .squareRoot: value * ratio.squareRoot()
    }
  }
}
