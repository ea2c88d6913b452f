import AsViTNetwork
import AsViTNumerics

/// What the branches of residual layers go through in training; see `BranchNoise`.
public struct Regularisation: Hashable, Codable, Sendable {
  /// The probability of leaving out a branch of the last block.
  public var dropPath: Double
  /// The probability of setting an element of a branch to zero.
  public var dropout: Double

  public init(dropPath: Double = 0, dropout: Double = 0) {
    self.dropPath = dropPath
    self.dropout = dropout
  }

  func noise(seed: Seed, firstImage: Int) -> BranchNoise? {
    dropPath == 0 && dropout == 0
      ? nil
      : BranchNoise(dropPath: dropPath, dropout: dropout, seed: seed, firstImage: firstImage)
  }
}
