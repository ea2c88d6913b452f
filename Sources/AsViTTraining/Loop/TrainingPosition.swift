/// The place of a training between two updates.
public struct TrainingPosition: Hashable, Codable, Sendable {
  /// Updates asked for so far, skipped ones included.
  public var step = 0
  /// Passes over the training set that are complete.
  public var epoch = 0
  /// Images of the present pass that were taken.
  public var offset = 0
  /// Images trained on.
  public var sampleCount = 0
  /// Multiply-accumulates forward.
  public var spentMACs = 0

  public init() {}
}
