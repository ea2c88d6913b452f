import AsViTArchitecture
import AsViTNumerics

/// An architecture to score, and the seed to do it under.
public struct Evaluation: Hashable, Sendable {
  public let architecture: Architecture
  public let seed: Seed
}
