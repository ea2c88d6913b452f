/// A validated architecture: the flat list of its layers with shapes and cost.
public struct Architecture: Hashable, Sendable {
  /// From the image to the tokens whose mean is the features: no final norm.
  public let trunk: [Layer]
  /// From the last tokens to the logits: norm, pool, classify.
  public let classifier: [Layer]

  public init(trunk: [Layer], classifier: [Layer]) {
    self.trunk = trunk
    self.classifier = classifier
  }

  public var layers: [Layer] { trunk + classifier }
}
