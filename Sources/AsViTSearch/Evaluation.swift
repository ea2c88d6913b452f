public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies

/// An architecture to score, and the seed to do it under.
public struct Evaluation: Hashable, Sendable {
  public let architecture: Architecture
  public let seed: Seed

  public init(architecture: Architecture, seed: Seed) {
    self.architecture = architecture
    self.seed = seed
  }
}

/// A state machine that says which architecture to score next and is told the scores. Recording those
/// of a journal in their order brings it to where the journal ends.
public protocol EvaluatingMachine: Sendable {
  /// What has to be scored next, as far as it does not depend on the scores before; none when nothing
  /// is left.
  ///
  /// - Parameter count: how many at most.
  func upcoming(_ count: Int) -> [Evaluation]

  /// Takes the scores of `next`.
  ///
  /// - Precondition: something is left.
  mutating func record(_ scores: Scores)
}

extension EvaluatingMachine {
  /// What has to be scored next; nil when nothing is left.
  public var next: Evaluation? { upcoming(1).first }
}
