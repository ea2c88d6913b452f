public import AsViTArchitecture

/// A closed form that is a sum over the layers of a network, so that the best architectures of a whole
/// search space can be found without a look at each.
public protocol SeparableProxy: ClosedFormProxy {
  /// What one layer adds to the value: a function of its kind and shapes, not of its place.
  static func term(of layer: Layer) -> Double
}
