import ArgumentParser
import AsViTArchitecture
import AsViTReport
import AsViTSearch

/// Which networks are trained.
struct CandidateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A finished run, or its report.json: the topology that a search found and then the best it saw, or \
      the members of a family of sizes.
      """, valueName: "run"))
  var from: String?

  @Option(help: ArgumentHelp("A genotype; may be repeated.", valueName: "genotype"))
  var genotype: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The search space of a genotype, which gives image side and stem stride: a YAML file, or a name \
      that 'asvit spaces list' shows. (default: asvit-32)
      """, valueName: "space"))
  var space: String?

  @Option(
    help: ArgumentHelp(
      """
      Train so many of them by successive halving: all train for a part of the budget, the better \
      half goes on for as long again, and so forth. (default: a search's found topology alone, or \
      every member of a family, or every genotype, each to the end)
      """, valueName: "count"))
  var candidates: Count?

  @Option(
    help: ArgumentHelp(
      """
      Of a search: so many designs that differ, what it found, neighbours and variants in choices that \
      its score does not see, and baselines of the same budget, by successive halving.
      """, valueName: "count"))
  var shortlist: Count?

  @Option(
    help: ArgumentHelp(
      """
      Train each with so many seeds, --seed and those after it, and compare means over them by test \
      loss; by successive halving nobody is dropped as long as the seeds do not agree on the order \
      (tau under \(DesignRung.leastTau)). (default: 1; 2 with --shortlist)
      """, valueName: "count"))
  var seeds: Count?

  @OptionGroup var place: PickOption

  func validate() throws {
    try seeds?.require(1...100, for: "seeds")
    guard shortlist == nil || candidates == nil else {
      throw ValidationError("Give either --candidates or --shortlist, which adds baselines.")
    }
    guard shortlist == nil || from != nil else {
      throw ValidationError("--shortlist is of a search: name its run with --from.")
    }
    guard (from == nil) != genotype.isEmpty else {
      throw ValidationError("Name what to train: either a run with --from, or a --genotype.")
    }
    guard from == nil || space == nil else {
      throw ValidationError("The space is that of the run: leave out --space, or --from.")
    }
    guard place.pick == nil || from != nil && candidates == nil && shortlist == nil else {
      throw ValidationError(
        "--pick takes one network of a run: it needs --from, and no --candidates or --shortlist.")
    }
  }

  /// What is trained, and how.
  struct Resolved {
    let genotypes: [Genotype]
    /// Why each is trained; nil where that is not known.
    var origins: [DesignOrigin]?
    let seedCount: Int
    let space: SpaceFile
    let halves: Bool
  }

  /// The networks to train, their space, and whether they are halved.
  ///
  /// - Throws: `CommandError` when there are fewer than asked for.
  func resolved() throws -> Resolved {
    if let from, let shortlist {
      return try resolved(shortlist.value, of: SearchReport(ofRunAt: from))
    }
    let (available, usual, space) = try all()
    let wanted = candidates?.value
    if let wanted, wanted > available.count {
      throw CommandError.tooFewCandidates(wanted: wanted, available: available.count)
    }
    return Resolved(
      genotypes: Array(available.prefix(wanted ?? usual)), seedCount: seeds?.value ?? 1,
      space: space, halves: wanted ?? 1 > 1)
  }

  private func resolved(_ count: Int, of report: SearchReport) throws -> Resolved {
    let space = try SpaceFile(report.settings.space)
    let ranked = report.result.shortlist
    let shortlist = try Shortlist(
      count, of: ranked[0], ranked: Array(ranked.dropFirst()), in: space.space,
      settings: report.settings.search)
    guard shortlist.designs.count == count else {
      throw CommandError.shortlistTooLong(wanted: count, available: shortlist.designs.count)
    }
    let members = shortlist.members
    return Resolved(
      genotypes: members.map(\.genotype), origins: members.map(\.origin),
      seedCount: seeds?.value ?? 2, space: space, halves: members.count > 1)
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
