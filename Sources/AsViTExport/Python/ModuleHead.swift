import AsViTArchitecture

/// What the tags `head.…` of every module's template stand for.
struct ModuleHead {
  let name: String
  /// asvit's version.
  let version: String
  let genotype: String
  let imageSide: Int
  let classCount: Int
  /// Tuples of Python.
  let classNames: String
  let mean: String
  let standardDeviation: String
  let parameterCount: Int
  let macCount: Int

  /// - Parameter name: the module's, a Python identifier.
  init(_ architecture: Architecture, described: ModelDescription, name: String, version: String) {
    self.name = name
    self.version = version
    genotype = architecture.genotype.description
    imageSide = architecture.imageSide
    classCount = architecture.classCount
    classNames = PythonModule.tuple(described.classNames)
    mean = PythonModule.tuple(described.normalisation.mean.values)
    standardDeviation = PythonModule.tuple(described.normalisation.standardDeviation.values)
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
  }
}
