import ArgumentParser
import AsViTArchitecture
import AsViTReport

/// What to grow.
struct TopologyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of a finished search: the topology it found, in its space.", valueName: "run"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "A genotype; of an as-vit, depths and hidden size do not matter.", valueName: "genotype"))
  var genotype: String?

  @OptionGroup var place: PickOption

  func validate() throws {
    guard (from == nil) != (genotype == nil) else {
      throw ValidationError("Name what to grow: either a search with --from, or a --genotype.")
    }
    guard from != nil || place.pick == nil else {
      throw ValidationError("--pick is for networks of a run: it needs --from.")
    }
  }

  /// - Parameter scoring: names the space of a genotype.
  func topology(_ scoring: ScoringOptions) throws -> (genotype: Genotype, space: SpaceFile) {
    if let from {
      let report = try SearchReport(ofRunAt: from)
      return (
        try place.genotype(of: .search(report)) ?? report.result.shortlist[0],
        try SpaceFile(report.settings.space)
      )
    }
    let space = try scoring.spaceFile()
    return (try space.genotype(genotype ?? ""), space)
  }
}
