import ArgumentParser
import AsViTArchitecture
import AsViTExport
import AsViTReport
import FoundationEssentials

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take weights that were trained elsewhere into a run.",
    discussion: """
      Reads a safetensors file with tensors under the state_dict names of an exported module, as \
      safetensors.torch.save_file(model.state_dict(), path) writes it. They may be of type F32, F16, \
      BF16 or F64; 'module.', '_orig_mod.' and 'model.' before all names are left out, and so is \
      what compiled, checkpointed and sharded parts of a model put inside them. Names and shapes are \
      checked against the genotype; the number of classes may be another one. The folder then holds \
      weights.safetensors with the same values in F32 and what is needed to use them, for 'asvit \
      score --weights', 'asvit export --from' and 'asvit report'.

      Examples:
        asvit import mine.safetensors --genotype '8,2,3|4,1,2|4,1,4|4,1,6|32' \\
          --out runs/mine
        asvit import export/asvit_1592k_85a6d3e8.safetensors --out runs/copy
      """)

  @Argument(help: "The safetensors file.")
  var weights: String

  @Option(
    help: ArgumentHelp("The architecture of a file that does not name it.", valueName: "genotype"))
  var genotype: String?

  @Option(
    help: ArgumentHelp(
      """
      The search space that gives image size and normalisation where the file does not. (default: \
      asvit-imagenet)
      """, valueName: "space"))
  var space: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the run; it is created when missing.", valueName: "folder"))
  var out: String

  @Flag(help: "Remove what an earlier run left in the folder.")
  var force = false

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    let file = try weightsFile()
    try requireMemoryForWeights(of: file.architecture)
    let folder = try RunFolder(at: out)
    if force { try folder.clear() }
    let path = out + "/weights.safetensors"
    guard force || !FileManager.default.fileExists(atPath: path) else {
      throw CommandError.alreadyThere(path)
    }
    let settings = ImportRunSettings(weights: weights, metadata: file.description.metadata)
    _ = try folder.begin(
      RunRecord(
        command: CommandLine.arguments, settings: settings, versions: .current,
        machine: .current(threads: 1), started: .now))
    try WeightsFile.write(file.parameters(), of: file.description, to: path)
    let summary = ImportSummary(file, path: path)
    try printOutcome(summary, asJSON: json)
  }

  private func weightsFile() throws -> WeightsFile {
    guard let genotype else { return try openWeights(weights) }
    let space = try SpaceFile(named: space ?? "asvit-imagenet")
    return try openWeights(
      weights, assuming: ModelDescription(space.genotype(genotype), in: space.space))
  }
}
