public import AsViTArchitecture
public import AsViTData
public import AsViTNetwork
public import AsViTNumerics

/// A safetensors file with all parameters of one network under their `state_dict` names, and a
/// `ModelDescription` in its metadata.
///
/// asvit writes Float. Files from elsewhere may have any floating-point type, and names with what
/// PyTorch's wrappers put before them.
public struct WeightsFile: Sendable {
  public let description: ModelDescription
  public let architecture: Architecture
  /// What was taken off all names, such as `module.`; empty for nothing.
  public let removedPrefix: String
  private let tensors: SafeTensors

  /// Opens a file and checks the names and shapes of its tensors against what it says of itself.
  public init(contentsOf path: String) throws(WeightsError) { try self.init(Self.open(path)) }

  init(_ tensors: SafeTensors) throws(WeightsError) {
    let (tensors, prefix) = Self.withoutWrappers(tensors)
    try self.init(tensors, description: Self.description(of: tensors), removedPrefix: prefix)
  }

  /// Opens a file that may come from elsewhere.
  ///
  /// - Parameter assumed: holds where the file says nothing of itself. Then the number of classes
  ///   is that of the last layer, and names for another number of classes are dropped.
  /// - Throws: `WeightsError.otherGenotype` when the file says that it is of another architecture.
  public init(contentsOf path: String, assuming assumed: ModelDescription) throws(WeightsError) {
    try self.init(Self.open(path), assuming: assumed)
  }

  init(_ tensors: SafeTensors, assuming assumed: ModelDescription) throws(WeightsError) {
    let (tensors, prefix) = Self.withoutWrappers(tensors)
    guard tensors.metadata[ModelDescription.Key.genotype.rawValue] == nil else {
      let description = try Self.description(of: tensors)
      guard description.genotype == assumed.genotype else {
        throw .otherGenotype(
          path: tensors.path, found: description.genotype, asked: assumed.genotype)
      }
      try self.init(tensors, description: description, removedPrefix: prefix)
      return
    }
    var family = assumed.family
    if let last = try? family.architecture(for: assumed.genotype).parameters.last,
      let shape = try? tensors.shape(of: last.name), shape.count == 1, shape[0] > 0
    {
      family.classCount = shape[0]
    }
    try self.init(
      tensors,
      description: ModelDescription(
        genotype: assumed.genotype, family: family, normalisation: assumed.normalisation,
        classNames: family.classCount == assumed.family.classCount ? assumed.classNames : []),
      removedPrefix: prefix)
  }

  private init(
    _ tensors: SafeTensors, description: ModelDescription, removedPrefix: String
  ) throws(WeightsError) {
    self.tensors = tensors
    self.removedPrefix = removedPrefix
    self.description = description
    do throws(ArchitectureError) {
      architecture = try description.family.architecture(for: description.genotype)
    } catch {
      throw .architecture(path: tensors.path, error)
    }
    try Self.check(tensors, against: architecture)
  }

  private static func open(_ path: String) throws(WeightsError) -> SafeTensors {
    try reading { () throws(SafeTensorsError) in try SafeTensors(contentsOf: path) }
  }

  /// What DataParallel, `torch.compile` and modules around a model put before all names.
  private static let wrapperPrefixes = ["module.", "_orig_mod.", "model."]
  /// What names have inside where parts of a model are compiled, checkpointed or sharded.
  private static let wrapperParts: Set<Substring> = [
    "_orig_mod", "_checkpoint_wrapped_module", "_fsdp_wrapped_module",
  ]
  /// How many networks PyTorch's `AveragedModel` is the average of.
  private static let averageCount = "n_averaged"

  /// The tensors under the names that the model itself has for them.
  private static func withoutWrappers(
    _ tensors: SafeTensors
  ) -> (tensors: SafeTensors, removedPrefix: String) {
    let names = tensors.names.filter { $0.split(separator: ".").last != averageCount[...] }
    var removed = ""
    while !names.isEmpty,
      let next = wrapperPrefixes.first(where: { prefix in
        names.allSatisfy { $0.hasPrefix(removed + prefix) }
      })
    {
      removed += next
    }
    let renamed = names.map { name in
      name.dropFirst(removed.count).split(separator: ".", omittingEmptySubsequences: false)
        .filter { !wrapperParts.contains($0) }.joined(separator: ".")
    }
    // Two tensors of one name are not what wrappers make.
    guard Set(renamed).count == names.count else { return (tensors, "") }
    return (tensors.renamed(Dictionary(uniqueKeysWithValues: zip(names, renamed))), removed)
  }

  private static func description(
    of tensors: SafeTensors
  ) throws(WeightsError) -> ModelDescription {
    do throws(ArchitectureError) {
      return try ModelDescription(ModelMetadata(tensors.metadata, tensors: Set(tensors.names)))
    } catch .metadata(let key, let reason) {
      throw .metadata(path: tensors.path, key: key, reason: reason)
    } catch {
      throw .architecture(path: tensors.path, error)
    }
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
  ///
  /// - Throws: `WeightsError.nonFinite` when one is NaN or infinite.
  public func parameters() throws(WeightsError) -> ParameterStore<Float> {
    let store = ParameterStore<Float>(architecture)
    for parameter in architecture.parameters {
      let values = try Self.reading { () throws(SafeTensorsError) in
        try tensors.floats(of: parameter.name)
      }
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .nonFinite(
          path: tensors.path, tensor: parameter.name, index: index, value: values[index])
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

  /// Such a file.
  ///
  /// - Precondition: the parameters are those of the described architecture.
  public static func contents(
    _ parameters: ParameterStore<Float>, of description: ModelDescription
  ) -> SafeTensorsWriter {
    precondition(
      parameters.architecture.genotype == description.genotype
        && parameters.architecture.classCount == description.family.classCount,
      "weights of \(parameters.architecture.genotype) described as \(description.genotype)")
    var writer = SafeTensorsWriter(metadata: description.metadata)
    for parameter in parameters.architecture.parameters {
      writer.add(parameter.name, shape: parameter.shape) { parameters.values(of: parameter.name) }
    }
    return writer
  }

  /// Writes such a file, whole or not at all.
  ///
  /// - Precondition: the parameters are those of the described architecture.
  public static func write(
    _ parameters: ParameterStore<Float>, of description: ModelDescription, to path: String
  ) throws(DataError) {
    try contents(parameters, of: description).write(to: path)
  }
}
