/// A validated architecture: the flat list of its layers with shapes and cost.
public struct Architecture: Hashable, Sendable {
  public let genotype: Genotype
  /// The layers from the image to the last tokens: no final norm. Not empty.
  public let trunk: [Layer]
  /// The layers from the last tokens to the features, without parameters. Not empty.
  public let readout: [Layer]
  /// The layers from the last tokens to the logits: norm, pooling, linear maps. Not empty.
  public let classifier: [Layer]

  /// - Precondition: every layer takes what the one before it gives, from `trunk` to `readout` and
  ///   from `trunk` to `classifier`.
  public init(genotype: Genotype, plan: LayerPlan) {
    precondition(
      !plan.trunk.isEmpty && !plan.readout.isEmpty && !plan.classifier.isEmpty,
      "an architecture without layers")
    precondition(plan.readout.allSatisfy(\.parameters.isEmpty), "features with parameters")
    self.genotype = genotype
    trunk = plan.trunk
    readout = plan.readout
    classifier = plan.classifier
    for path in [trunk + readout, layers] {
      for (layer, next) in zip(path, path.dropFirst()) {
        precondition(
          layer.output == next.input, "\(next.name) takes \(next.input), gets \(layer.output)")
      }
    }
  }

  /// All layers with parameters, in order.
  public var layers: [Layer] { trunk + classifier }
  public var parameters: [Parameter] { layers.flatMap(\.parameters) }

  /// Pixels per side of the square image.
  public var imageSide: Int { trunk[0].input.gridSide }
  /// The length of the features.
  public var featureCount: Int { readout[readout.count - 1].output.channelCount }
  public var classCount: Int { classifier[classifier.count - 1].output.channelCount }

  public var parameterCount: Int { layers.reduce(0) { $0 + $1.parameterCount } }
  /// Multiply-accumulates for one image.
  public var macCount: Int { layers.reduce(0) { $0 + $1.macCount } }
}
