import ArgumentParser
import AsViTArchitecture
import AsViTReport

/// Which networks are trained.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: """
      A finished run, or its report.json: the topology that a search found and then the best it saw, or \
      the members of a family of sizes.
      """)
  var from: String?

  @Option(help: "A genotype; may be repeated.")
  var genotype: [String] = []

  @Option(
    help: """
      The search space of a genotype, which gives image side and stem stride: a YAML file, or a name \
      that 'asvit spaces list' shows. (default: asvit-32)
      """)
  var space: String?

  @Option(
    help: """
      Train so many of them by successive halving: all train for a part of the budget, the better \
      half goes on for as long again, and so forth. (default: a search's found topology alone, or \
      every member of a family, or every genotype, each to the end)
      """)
  var candidates: Count?

  @OptionGroup var place: PickOption

  func validate() throws {
    guard (from == nil) != genotype.isEmpty else {
      throw ValidationError("Name what to train: either a run with --from, or a --genotype.")
    }
    guard from == nil || space == nil else {
      throw ValidationError("The space is that of the run: leave out --space, or --from.")
    }
    guard place.pick == nil || from != nil && candidates == nil else {
      throw ValidationError(
        "--pick takes one network of a run: it needs --from, and no --candidates.")
    }
  }

  /// The networks to train, their space, and whether they are halved.
  ///
  /// - Throws: `CommandError` when there are fewer than asked for.
  func resolved() throws -> (genotypes: [Genotype], space: SpaceFile, halves: Bool) {
    let (available, usual, space) = try all()
    guard let wanted = candidates?.value else {
      return (Array(available.prefix(usual)), space, false)
    }
    guard wanted <= available.count else {
      throw CommandError.tooFewCandidates(wanted: wanted, available: available.count)
    }
    return (Array(available.prefix(wanted)), space, wanted > 1)
  }

  /// All networks named, the best first, and how many are trained unless told.
  private func all() throws -> (genotypes: [Genotype], usualCount: Int, space: SpaceFile) {
    guard let from else {
      let space = try SpaceFile(named: space ?? "asvit-32")
      return (try genotype.map(space.genotype), genotype.count, space)
    }
    let run = try FinishedRun(at: from)
    if let picked = try place.genotype(of: run) { return ([picked], 1, try SpaceFile(run.space)) }
    switch run {
    case .search(let report):
      return (report.result.shortlist.uniqued, 1, try SpaceFile(report.settings.space))
    case .scale(let report):
      let members = report.result.family.map(\.genotype)
      return (members, members.count, try SpaceFile(report.settings.space))
    case .train(let report):
      let result = report.result
      let ranked = (result.rungs.last?.survivors ?? []).map { result.candidates[$0].genotype }
      return (ranked.uniqued, 1, try SpaceFile(report.settings.space))
    }
  }
}
