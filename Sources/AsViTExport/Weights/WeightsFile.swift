public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// A safetensors file with all parameters of one network under their `state_dict` names, in Float,
/// and a `ModelDescription` in its metadata.
public struct WeightsFile: Sendable {
  public let description: ModelDescription
  public let architecture: Architecture
  private let tensors: SafeTensors

  /// Opens a file and checks the names and shapes of its tensors.
  ///
  /// - Parameter description: of what was trained elsewhere; by default the file tells.
  public init(
    contentsOf path: String, described description: ModelDescription? = nil
  ) throws(WeightsError) {
    let tensors = try Self.reading { () throws(SafeTensorsError) in
      try SafeTensors(contentsOf: path)
    }
    self.tensors = tensors
    self.description =
      if let description { description } else {
        try ModelDescription(
          metadata: tensors.metadata,
          hasPositionEmbedding: tensors.contains("absolute_pos_embed"), path: path)
      }
    do throws(ArchitectureError) {
      architecture = try self.description.family.architecture(for: self.description.genotype)
    } catch {
      throw .architecture(path: path, error)
    }
    try Self.check(tensors, against: architecture)
  }

  private static func check(
    _ tensors: SafeTensors, against architecture: Architecture
  ) throws(WeightsError) {
    let parameters = architecture.parameters
    let missing = parameters.map(\.name).filter { !tensors.contains($0) }
    guard missing.isEmpty else {
      throw .missing(path: tensors.path, genotype: architecture.genotype, tensors: missing)
    }
    let unknown = Set(tensors.names).subtracting(parameters.map(\.name)).sorted()
    guard unknown.isEmpty else {
      throw .unknown(path: tensors.path, genotype: architecture.genotype, tensors: unknown)
    }
    for parameter in parameters {
      let shape = try reading { () throws(SafeTensorsError) in
        try tensors.shape(of: parameter.name)
      }
      guard shape == parameter.shape else {
        throw .shape(
          path: tensors.path, tensor: parameter.name, found: shape, needed: parameter.shape)
      }
    }
  }

  /// The weights themselves.
  public func parameters() throws(WeightsError) -> ParameterStore<Float> {
    let store = ParameterStore<Float>(architecture)
    for parameter in architecture.parameters {
      let values = try Self.reading { () throws(SafeTensorsError) in
        try tensors.values(of: parameter.name, as: Float.self)
      }
      store.setValues(values, of: parameter.name)
    }
    return store
  }

  private static func reading<Value>(
    _ body: () throws(SafeTensorsError) -> Value
  ) throws(WeightsError) -> Value {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }

  /// Writes such a file, whole or not at all.
  ///
  /// - Precondition: the parameters are those of the described architecture.
  public static func write(
    _ parameters: ParameterStore<Float>, of description: ModelDescription, to path: String
  ) throws(DataError) {
    precondition(
      parameters.architecture.genotype == description.genotype
        && parameters.architecture.classCount == description.family.classCount,
      "weights of \(parameters.architecture.genotype) described as \(description.genotype)")
    var writer = SafeTensorsWriter(metadata: description.metadata)
    for parameter in parameters.architecture.parameters {
      writer.add(parameter.name, shape: parameter.shape) { parameters.values(of: parameter.name) }
    }
    try writer.write(to: path)
  }
}
