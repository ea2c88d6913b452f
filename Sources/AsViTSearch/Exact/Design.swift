public import AsViTArchitecture

/// One of the best designs of a space, as an exact search finds them.
public struct Design: Hashable, Codable, Sendable {
  public let genotype: Genotype
  public let score: Double
  public let parameterCount: Int
  public let macCount: Int
  public let blockCount: Int
  /// Channels of the narrowest blocks.
  public let leastWidth: Int
  /// Channels of the widest blocks.
  public let greatestWidth: Int
  /// How many designs the score cannot tell from this one, itself included: equal in score, parameters
  /// and multiply-accumulates and different in what the score depends on, as where the same blocks stand
  /// in another order.
  public let levelCount: Int
}
