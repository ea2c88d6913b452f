import AsViTArchitecture

/// A score that is a sum over the layers of a network, as the spectral capacity and depth times width
/// are. More is better.
public protocol SeparableScore: Sendable {
  /// What one layer adds: a function of its kind and shapes, not of its place.
  func term(of layer: Layer) -> Double
}

extension SeparableScore {
  public func value(of architecture: Architecture) -> Double {
    architecture.layers.reduce(0) { $0 + term(of: $1) }
  }
}
