import ArgumentParser
import AsViTExport
import AsViTNumerics
import FoundationEssentials

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write networks for PyTorch, timm, onnxruntime and other tools.",
    discussion: """
      pytorch      a Python module that needs PyTorch alone, and a recipe to go on training; with \
      timm installed it registers itself there, so timm is the same; of a vit or pit it is timm's \
      own model
      onnx         a model of opset 17 with any batch size
      safetensors  the weights under their state_dict names, for vit and pit those of timm
      json         the list of layers with shapes, parameters and multiply-accumulates

      Files are named after the size of the network and a digest of its architecture, as \
      asvit_1592k_85a6d3e8.py; --name gives a single network another name. Their schemas are \
      docs/architecture.schema.json and docs/recipe.schema.json; docs/pytorch.md goes on from here.

      Examples:
        asvit export --from runs/first --out export
        asvit export --from runs/family --max-params 30M --format pytorch,onnx \\
          --out export/family
        asvit export --from runs/trained --format onnx,safetensors \\
          --out export/trained
        asvit export --from '8,2,3|4,1,2|4,1,4|4,1,6|32' --weights mine.safetensors \\
          --out export
      """)

  @OptionGroup var source: ExportSource

  @Option(
    help: ArgumentHelp(
      "What to write, joined by commas: pytorch, timm, onnx, safetensors, json.",
      valueName: "formats"))
  var format = CommaSeparated<ExportFormat>([.pytorch, .safetensors, .json])

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the files; it is created when missing.", valueName: "folder"))
  var out: String

  @Option(
    help: ArgumentHelp("The root of initial weights, from 0 to 4294967295.", valueName: "number"))
  var seed: UInt32 = 0

  @Option(
    help: ArgumentHelp(
      "What the files of a single network are called, and the module and the model in Python.",
      valueName: "name"))
  var name: String?

  @Flag(help: "Overwrite files.")
  var force = false

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  @Option(help: .hidden)
  var checkImages: Count?

  func validate() throws {
    guard name?.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil || name == nil else {
      throw ValidationError(
        "The value '\(name ?? "")' is invalid for '--name <name>': Python needs letters, digits and _"
      )
    }
  }

  func run() throws {
    let networks = try source.networks()
    let names = try name.map { try Self.names($0, for: networks) } ?? Self.names(for: networks)
    let exports = zip(networks, names).map {
      NetworkExport(
        network: $0, name: $1, folder: out, formats: Set(format.elements), seed: seed,
        checkedImageCount: checkImages?.value)
    }
    if !force {
      for path in exports.flatMap(\.paths) where FileManager.default.fileExists(atPath: path) {
        throw CommandError.alreadyThere(path)
      }
    }
    for export in exports { try export.check() }
    try createFolder(out)
    let workers = Workers(count: ProcessInfo.processInfo.activeProcessorCount)
    let summary = ExportSummary(networks: try exports.map { try $0.write(workers: workers) })
    try printOutcome(summary, asJSON: json)
  }

  /// The name asked for.
  ///
  /// - Throws: `CommandError.nameOfSeveral`.
  private static func names(
    _ name: String, for networks: [SourceNetwork]
  ) throws(CommandError) -> [String] {
    guard networks.count == 1 else { throw .nameOfSeveral(name, count: networks.count) }
    return [name]
  }

  /// Python identifiers, the same for the same architecture; weights of one are numbered.
  private static func names(for networks: [SourceNetwork]) -> [String] {
    var counts: [String: Int] = [:]
    return networks.map { network in
      let size = (network.architecture.parameterCount + 500) / 1000
      let name = "asvit_\(size)k_\(network.description.architectureDigest)"
      let count = counts[name, default: 0] + 1
      counts[name] = count
      return count == 1 ? name : "\(name)_\(count)"
    }
  }
}

/// Creates a folder and those above it that are missing.
private func createFolder(_ path: String) throws(CommandError) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw .unwritable(path: path, reason: systemReason(error) ?? "\(error)")
  }
}
