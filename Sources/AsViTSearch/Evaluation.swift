public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies

/// An architecture to score, and the seed to do it under.
public struct Evaluation: Hashable, Sendable {
  public let architecture: Architecture
  public let seed: Seed
}

/// A state machine that says which architecture to score next and is told the scores. Recording those
/// of a journal in their order brings it to where the journal ends.
public protocol EvaluatingMachine: Sendable {
  /// The next evaluation; nil when nothing is left.
  var next: Evaluation? { get }

  /// Takes the scores of `next`.
  ///
  /// - Precondition: something is left.
  mutating func record(_ scores: Scores)
}
