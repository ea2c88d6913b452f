public import AsViTArchitecture
public import AsViTNumerics

/// Scores architectures at initialisation.
///
/// The scores are a function of the architecture and the seed alone: the same on every call, at
/// any thread count.
public protocol ArchitectureScorer: Sendable {
  func scores(of architecture: Architecture, seed: Seed) -> Scores
}
