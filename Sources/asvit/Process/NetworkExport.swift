import AsViTData
import AsViTExport
import AsViTNetwork
import AsViTNumerics
import AsViTReport
import FoundationEssentials

/// The files of one network.
struct NetworkExport {
  let network: SourceNetwork
  /// A Python identifier.
  let name: String
  let folder: String
  let formats: Set<ExportFormat>
  /// The seed of initial weights.
  let seed: UInt32
  /// Images in the file to check other runtimes against; nil for no such file.
  let checkedImageCount: Int?

  private enum File: String {
    case module = ".py"
    case recipe = ".recipe.json"
    case weights = ".safetensors"
    case onnx = ".onnx"
    case layers = ".json"
    case check = ".check.safetensors"
  }

  private var files: [File] {
    var files: [File] = []
    if !formats.isDisjoint(with: [.pytorch, .timm]) { files += [.module, .recipe] }
    if formats.contains(.safetensors) { files.append(.weights) }
    if formats.contains(.onnx) { files.append(.onnx) }
    if formats.contains(.json) { files.append(.layers) }
    if checkedImageCount != nil { files.append(.check) }
    return files
  }

  private func path(_ file: File) -> String { "\(folder)/\(name)\(file.rawValue)" }

  var paths: [String] { files.map(path) }

  private var needsWeights: Bool { !Set(files).isDisjoint(with: [.weights, .onnx, .check]) }

  /// Refuses what cannot be written, before anything is.
  ///
  /// - Throws: `CommandError.noModule`; `CommandError.tooLittleMemory` for weights that the machine
  ///   has no memory for.
  func check() throws(CommandError) {
    let family = network.description.family
    if files.contains(.module), !PythonModule.exists(for: family) {
      throw .noModule(family: type(of: family).word)
    }
    guard needsWeights else { return }
    // In ONNX as a model, its bytes, and once more while they are put together; to check, as a
    // network.
    let copies = files.contains(.onnx) ? 3 : files.contains(.check) ? 2 : 0
    try requireMemoryForWeights(
      of: network.architecture, copyCount: copies,
      remedy: "export a smaller one, or --format json, which holds no weights")
  }

  /// Writes each file, whole or not at all.
  func write(workers: Workers) throws -> ExportSummary.Network {
    var known: ParameterStore<Float>?
    func parameters() throws -> ParameterStore<Float> {
      let parameters =
        try known ?? network.weights?.parameters()
        ?? ParameterStore(
          network.architecture, seed: Seed(UInt64(seed)).derived("weights"), workers: workers)
      known = parameters
      return parameters
    }
    // Nothing is written beside weights that cannot be read.
    if needsWeights { _ = try parameters() }
    for file in files {
      let path = path(file)
      switch file {
      case .module:
        if let module = try PythonModule(network.description, name: name, version: asvitVersion) {
          try write(Array(module.text.utf8), to: path)
        }
      case .recipe:
        let recipe = try TrainingRecipe(network.description, imageCount: network.imageCount)
        try write(CanonicalJSON.document(recipe, for: path), to: path)
      case .weights:
        try WeightsFile.write(parameters(), of: network.description, to: path)
      case .onnx:
        let model = ONNXModel(
          network.description, parameters: try parameters(), version: asvitVersion)
        try write(model.serialized(), to: path)
      case .layers:
        try write(
          CanonicalJSON.document(ArchitectureDocument(network.architecture), for: path), to: path)
      case .check:
        guard let checkedImageCount else { continue }
        try ExpectedOutputs(
          of: parameters(), imageCount: checkedImageCount,
          seed: Seed(UInt64(seed)).derived("check")
        ).write(to: path)
      }
    }
    return ExportSummary.Network(
      name: name, genotype: network.architecture.genotype,
      parameterCount: network.architecture.parameterCount, macCount: network.architecture.macCount,
      seed: needsWeights && network.weights == nil ? seed : nil, files: paths)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(DataError) {
    var file = try FileReplacement(of: path)
    try file.write(bytes)
    try file.commit()
  }
}
