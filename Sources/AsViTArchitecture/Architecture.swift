/// A validated architecture: the flat list of its layers with shapes and cost.
public struct Architecture: Hashable, Sendable {
  public let genotype: Genotype
  /// From the image to the tokens whose mean is the features: no final norm. Not empty.
  public let trunk: [Layer]
  /// From the last tokens to the logits: norm, pool, classify. Not empty.
  public let classifier: [Layer]

  /// - Precondition: every layer takes what the one before it gives.
  public init(genotype: Genotype, trunk: [Layer], classifier: [Layer]) {
    precondition(!trunk.isEmpty && !classifier.isEmpty, "an architecture without layers")
    self.genotype = genotype
    self.trunk = trunk
    self.classifier = classifier
    for (layer, next) in zip(layers, layers.dropFirst()) {
      precondition(
        layer.output == next.input, "\(next.name) takes \(next.input), gets \(layer.output)")
    }
  }

  public var layers: [Layer] { trunk + classifier }
  public var parameters: [Parameter] { layers.flatMap(\.parameters) }

  /// Pixels per side of the square image.
  public var imageSide: Int { trunk[0].input.gridSide }
  /// Length of the pooled features.
  public var featureCount: Int { trunk[trunk.count - 1].output.channelCount }
  public var classCount: Int { classifier[classifier.count - 1].output.channelCount }

  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }
  /// Multiply-accumulates for one image.
  public var macCount: Int { layers.reduce(0) { $0 + $1.macCount } }
}
