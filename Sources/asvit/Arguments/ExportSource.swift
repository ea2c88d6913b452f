import ArgumentParser
import AsViTArchitecture
import AsViTData
import AsViTExport
import AsViTReport
import FoundationEssentials

/// Which networks leave, and with which weights.
struct ExportSource: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The folder of a run, a report, a file of weights or a genotype. Of a search its seed \
      topology is taken, of a growth the members for its targets or else all of them, of a training \
      those trained to the end, with their weights.
      """, valueName: "source"))
  var from: String

  @Option(
    help: ArgumentHelp(
      """
      A safetensors file with the weights of the one architecture that is exported. Default: \
      initial weights.
      """, valueName: "path"))
  var weights: String?

  @Option(
    help: ArgumentHelp(
      """
      The search space of a genotype: image size, classes and normalisation. (default: \
      asvit-imagenet)
      """, valueName: "space"))
  var space: String?

  @Option(
    help: ArgumentHelp(
      "Leave out members of a family with more parameters, such as 30M.", valueName: "count"))
  var maxParams: Count?

  @OptionGroup var place: PickOption

  func validate() throws {
    guard place.pick == nil || maxParams == nil else {
      throw ValidationError("--pick takes one network: leave out --max-params.")
    }
  }

  /// The networks, at least one, with weights where there are any.
  func networks() throws -> [SourceNetwork] {
    let found = try foundNetworks()
    let limit = maxParams?.value ?? .max
    let networks = found.filter { $0.architecture.parameterCount <= limit }
    guard !networks.isEmpty else {
      throw CommandError.allTooLarge(
        smallest: found.map(\.architecture.parameterCount).min() ?? 0, limit: limit)
    }
    guard let weights else { return networks }
    guard networks.count == 1 else {
      throw CommandError.weightsOfSeveral(weights, count: networks.count)
    }
    return [SourceNetwork(try openWeights(weights, assuming: networks[0].description))]
  }

  private func foundNetworks() throws -> [SourceNetwork] {
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    guard isThere(from) else {
      let space = try SpaceFile(named: space ?? "asvit-imagenet").space
      return [try SourceNetwork(ModelDescription(genotype(of: space.family), in: space))]
    }
    // Of a run that made a report, weights beside it were imported before.
    for path in [from, from + "/weights.safetensors"]
    where path.hasSuffix(".safetensors") && isThere(path) && !isThere(from + "/report.json") {
      return [SourceNetwork(try openWeights(path))]
    }
    let run = try FinishedRun(at: from)
    switch run {
    case .search(let report):
      let picked = try place.genotype(of: run) ?? report.result.shortlist[0]
      return try networks([picked], in: run.space)
    case .scale(let report):
      let picked = try place.genotype(of: run).map { [$0] }
      return try networks(picked ?? report.result.family.map(\.genotype), in: run.space)
    case .train(let report):
      let trained = try trainedNetworks(of: report)
      return place.pick == nil ? trained : [try place.element(of: trained)]
    }
  }

  private func genotype(of family: any Family) throws(CommandError) -> Genotype {
    do throws(ArchitectureError) {
      return try family.genotype(from)
    } catch {
      throw .noExportSource(from, error)
    }
  }

  /// The networks that were trained to the end, the best first.
  private func trainedNetworks(of report: TrainReport) throws -> [SourceNetwork] {
    let folder =
      from.hasSuffix(".json") ? URL(filePath: from).deletingLastPathComponent().path : from
    let result = report.result
    let files = (result.rungs.last?.survivors ?? []).compactMap { result.candidates[$0].weights }
    guard !files.isEmpty else { throw CommandError.noTrainedNetworks(from) }
    return try files.map {
      SourceNetwork(
        try WeightsFile(contentsOf: "\(folder)/\($0)"),
        imageCount: report.settings.data.trainingCount)
    }
  }

  private func networks(_ genotypes: [Genotype], in record: SpaceRecord) throws -> [SourceNetwork] {
    let space = try SpaceFile(record).space
    return try genotypes.map { try SourceNetwork(ModelDescription($0, in: space)) }
  }
}

/// A network that leaves.
struct SourceNetwork {
  let description: ModelDescription
  let architecture: Architecture
  /// The trained weights; absent for initial ones.
  let weights: WeightsFile?
  /// Training images; nil where they are not known.
  let imageCount: Int?

  init(_ description: ModelDescription) throws(ArchitectureError) {
    self.description = description
    architecture = try description.family.architecture(for: description.genotype)
    weights = nil
    imageCount = nil
  }

  init(_ weights: WeightsFile, imageCount: Int? = nil) {
    description = weights.description
    architecture = weights.architecture
    self.weights = weights
    self.imageCount = imageCount
  }
}
