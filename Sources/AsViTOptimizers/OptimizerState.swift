public import AsViTNumerics

/// What an optimizer remembers between updates: all that a checkpoint must hold beside the rule's
/// hyper-parameters.
public struct OptimizerState<Scalar: NetworkScalar>: Hashable, Codable, Sendable {
  /// Updates made so far, of each tensor. They are counted for each, as in torch: a tensor that
  /// gets its first gradient late starts its bias corrections then.
  public var updateCounts: [Int]
  /// Row-major `[accumulators, parameters of all tensors]`; what each holds is up to the rule.
  public var accumulators: [Scalar]
  /// Updates that were refused because a gradient was not finite.
  public var skippedCount: Int
  /// Skipped updates since the last that was made. A run that skips several in a row has diverged.
  public var skippedInARow: Int

  public init(
    updateCounts: [Int], accumulators: [Scalar], skippedCount: Int = 0, skippedInARow: Int = 0
  ) {
    self.updateCounts = updateCounts
    self.accumulators = accumulators
    self.skippedCount = skippedCount
    self.skippedInARow = skippedInARow
  }
}
