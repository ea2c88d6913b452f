public import AsViTArchitecture

/// An architecture for any other tool: its flat list of layers with shapes and cost.
/// `docs/architecture.schema.json` describes the JSON.
public struct ArchitectureDocument: Hashable, Codable, Sendable {
  public let schemaVersion: Int
  public let genotype: Genotype
  /// Pixels per side of the square RGB image.
  public let imageSide: Int
  public let classCount: Int
  /// Length of the pooled features.
  public let featureCount: Int
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  /// The layers in the order of computation.
  public let layers: [LayerRecord]

  public init(_ architecture: Architecture) {
    schemaVersion = documentSchemaVersion
    genotype = architecture.genotype
    imageSide = architecture.imageSide
    classCount = architecture.classCount
    featureCount = architecture.featureCount
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    layers = architecture.layers.map(LayerRecord.init)
  }
}

public struct LayerRecord: Hashable, Codable, Sendable {
  /// The prefix of the parameters' names.
  public let name: String
  /// A word such as `embed` or `attention`.
  public let kind: String
  /// The numbers that the kind goes with, such as `kernelSize` and `stride`.
  public let settings: [String: Int]
  public let input: ShapeRecord
  public let output: ShapeRecord
  public let parameters: [ParameterRecord]
  public let parameterCount: Int
  public let macCount: Int

  init(_ layer: Layer) {
    name = layer.name
    (kind, settings) = (layer.record.kind, layer.record.settings)
    input = ShapeRecord(layer.input)
    output = ShapeRecord(layer.output)
    parameters = layer.parameters.map { ParameterRecord(name: $0.name, shape: $0.shape) }
    parameterCount = layer.parameterCount
    macCount = layer.macCount
  }
}

/// `gridSide²` tokens of `channelCount` features; an image is a grid of pixels.
public struct ShapeRecord: Hashable, Codable, Sendable {
  public let gridSide: Int
  public let channelCount: Int
  /// Tokens before those of the grid; absent where there are none.
  public let extraTokenCount: Int?

  init(_ shape: TensorShape) {
    gridSide = shape.gridSide
    channelCount = shape.channelCount
    extraTokenCount = shape.extraTokenCount > 0 ? shape.extraTokenCount : nil
  }
}

public struct ParameterRecord: Hashable, Codable, Sendable {
  public let name: String
  /// Sides of the row-major tensor.
  public let shape: [Int]
}
