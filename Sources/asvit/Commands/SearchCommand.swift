public import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
public import AsViTSearch
import AsViTStatistics

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search for a topology without training.",
    discussion: """
      Samples architectures of a space, scores each at initialisation and moves the sampling \
      towards those that score better (Chen et al., ICLR 2022, Algorithm 1). With --controller exact \
      and a metric that is a sum over layers, such as capacity, it finds the best designs of the \
      whole space within the limits, in seconds. With --objective trained it finds those for which \
      trainings of some architectures predict most: it fits an additive model of the space's choices, \
      and refuses where that does not rank architectures it has not seen.

      The trainings are those of a --table, or of its own: asvit then trains a sample of the space with \
      several seeds, and round by round the best new designs by the model, with fresh seeds, beside \
      three baselines at the same limits: width and depth in proportion, the most parameters, and a \
      random design. It ends when the model promises no more than noise beyond what was trained, or at \
      the time that --for gives. Found is then the design that did best; the others that are level \
      with it are named.

      The run is a folder: run.json says what was asked for, journal.jsonl has one line per \
      finished step, report.json is the result. The same command again resumes a run that was \
      stopped; the result is the same as without the stop, at any number of threads.

      Examples:
        asvit search --space asvit-64 --out runs/first
        asvit search --space asvit-imagenet --images ~/photos --out runs/photos
        asvit search --max-params 10M --max-macs 1.5G --out runs/limited
        asvit search --controller random --seed 7 --out runs/baseline
        asvit search --space asvit-design-224 --controller exact --objective capacity \
      --max-params 28M --max-macs 4.5G --out runs/design
        asvit search --space vit-32 --objective trained --table trained.csv --max-params 1M \
      --out runs/predicted
      asvit search --space vit-32 --objective trained --max-macs 20M --for 2h --out runs/rounds \
      --train --budget 3ep
        asvit search --space asvit-32 --out runs/small --shortlist 5 \
      --then-train --data fashion-mnist --budget 3ep
      """)

  @OptionGroup var folder: RunOptions

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  @Option(
    help: """
      How many architectures are sampled; how many designs an exact search finds. (default: 500; 10 \
      with --controller exact)
      """)
  var steps: Count?

  @Option(
    help: "What proposes architectures. (default: reinforce; exact with --objective trained)")
  var controller: ControllerKind?

  @Option(
    help: """
      The metrics that rewards and ranks go by, joined by commas; or 'trained', what trainings \
      say, in a --table or of its own.
      """,
    transform: SearchObjective.init(argument:))
  var objective = SearchObjective.metrics(.paper)

  @OptionGroup(title: "Table of trainings")
  var table: TableOptions

  @OptionGroup(title: "Trainings of its own")
  var rounds: RoundsOptions

  @Option(
    help: """
      How many blocks the designs of an exact search may have, such as 12-16. (default: as the \
      networks by which the objective was tried, where the space has such)
      """)
  var blocks: BlockRange?

  @Flag(help: "Score an architecture each time it is sampled, not once.")
  var rescore = false

  @Option(
    help: """
      How many of the best --then-train trains: the topology found, then the best seen. Of trainings \
      of its own, the new designs of a round. (default: 4 of such)
      """)
  var shortlist: Count?

  @Option(
    name: .customLong("train"), parsing: .remaining,
    help: ArgumentHelp(
      "How --objective trained trains without a --table; what follows are options of 'asvit train'.",
      valueName: "options"))
  var roundArguments: [String] = []

  @Option(
    name: .customLong("then-train"), parsing: .remaining,
    help: ArgumentHelp(
      "Train the shortlist when the search is done; what follows are options of 'asvit train'.",
      valueName: "options"))
  var trainingArguments: [String] = []

  func run() throws {
    let space = try scoring.spaceFile()
    let searchObjective = try objective.terms()
    var searchSettings = SearchSettings(
      controller: proposer, stepCount: steps?.value ?? (proposer == .exact ? 10 : 500),
      seed: UInt64(scoring.seed), limits: limits.limits,
      blocks: try blocks(of: space.space, searchObjective), objective: searchObjective,
      trained: try table.trained(in: space.space), rescores: rescore)
    let images = try scoring.loadImages(objective.measured, for: space.space)
    func settings(_ search: SearchSettings) -> SearchRunSettings {
      SearchRunSettings(
        space: space.record, search: search, proxies: scoring.settings(objective.measured),
        images: images.map(ImagesRecord.init))
    }
    if hasRounds { searchSettings.trained = try trainedRounds(in: space, settings, searchSettings) }
    let search = try Search(space: space.space, settings: searchSettings)
    let settings = settings(searchSettings)
    let (report, path) = try folder.report(of: settings, threads: scoring.threads.value) {
      try makeSteps(
        of: search, in: $0, session: $1,
        scorer: scoring.scorer(images: images, settings: settings.proxies))
    }
    try folder.show(try SearchSummary(report, path: path))
    try training()?.run()
  }

  func validate() throws {
    guard blocks == nil || proposer == .exact else {
      throw ValidationError("--blocks needs --controller exact.")
    }
    guard objective.isTrained || table.table == nil else {
      throw ValidationError("--table needs --objective trained.")
    }
    guard !objective.isTrained || proposer == .exact else {
      throw ValidationError("--objective trained goes with --controller exact alone.")
    }
    guard table.target == nil && !table.extrapolate || objective.isTrained else {
      throw ValidationError("--target and --extrapolate need --objective trained.")
    }
    guard hasRounds else {
      guard !rounds.isGiven, roundArguments.isEmpty else {
        throw ValidationError(
          "--sample, --seeds, --for and --train need --objective trained without --table.")
      }
      _ = try training()
      return
    }
    guard trainingArguments.isEmpty else {
      throw ValidationError(
        "--then-train: without --table the rounds train; name options by --train.")
    }
    _ = try target()
    try TrainCommand.requireTable(options: roundArguments)
  }

  /// Whether the search goes by trainings of its own.
  private var hasRounds: Bool { objective.isTrained && table.table == nil }

  /// What the model of these trainings predicts.
  private func target() throws(ValidationError) -> TrainingTarget {
    guard let name = table.target else { return .loss }
    guard let target = TrainingTarget(rawValue: name) else {
      let names = TrainingTarget.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError(
        "The value '\(name)' is invalid for '--target <target>'; possible: \(names)")
    }
    return target
  }

  /// The trainings of its own, brought to their end.
  ///
  /// A run that was begun has them all, however much time is left.
  ///
  /// - Parameter settings: of a run, by those of its search.
  /// - Throws: `ReportError.settingsDiffer` before a training.
  private func trainedRounds(
    in space: SpaceFile, _ settings: (SearchSettings) -> SearchRunSettings, _ search: SearchSettings
  ) throws -> TrainedTable {
    let target = try target()
    var search = search
    func table(_ values: [Double?], of rounds: [TrainingRound]) -> TrainedTable {
      TrainedTable(
        genotypes: rounds.flatMap(\.genotypes),
        target: GenotypeTable.Column(
          name: target.rawValue, higherIsBetter: target.higherIsBetter, values: values),
        extrapolates: self.table.extrapolate,
        rounds: TrainingRounds(
          settings: self.rounds.settings(in: space, designCount: shortlist?.value ?? 4),
          rounds: rounds))
    }
    var roundCount: Int?
    if !folder.force, let begun = try RunRecord<SearchRunSettings>(ofRunAt: folder.out) {
      let trained = begun.settings.search.trained
      let rounds = trained?.rounds?.rounds ?? []
      search.trained = table(trained?.target.values ?? [], of: rounds)
      try folder.require(settings(search), threads: scoring.threads.value)
      roundCount = rounds.count
    }
    search.trained = table([], of: [])
    return try RoundTrainings(
      space: space, target: target, scoring: scoring, folder: folder, options: roundArguments
    ).table(of: PredictorLoop(in: space.space, settings: search), roundCount: roundCount)
  }

  private var proposer: ControllerKind {
    controller ?? (objective.isTrained ? .exact : .reinforce)
  }

  /// The blocks that an exact search looks at; nil for any number.
  private func blocks(
    of space: SearchSpace, _ objective: Objective
  ) throws(SearchError) -> ClosedRange<Int>? {
    if let blocks { return blocks.counts }
    guard proposer == .exact, !objective.terms.isEmpty else { return nil }
    return try ExactSearch(space: space, objective: objective)
      .blocksOfEvidence(for: objective.terms[0].metric)
  }

  /// The training that follows, in the folder `train` of the run; nil when none does.
  private func training() throws -> TrainCommand? {
    guard !hasRounds, shortlist != nil || !trainingArguments.isEmpty else { return nil }
    var arguments = ["--from", folder.out, "--out", "\(folder.out)/train"] + trainingArguments
    if let shortlist { arguments += ["--candidates", "\(shortlist)"] }
    if folder.json { arguments.append("--json") }
    if folder.force { arguments.append("--force") }
    return try TrainCommand.following(arguments)
  }

  /// Makes the steps that the journal lacks.
  private func makeSteps(
    of search: Search, in folder: borrowing RunFolder, session: RunSession, scorer: ProxyScorer
  ) throws -> (SearchResultRecord, TimeSpent) {
    var seen: [Scores] = []
    func score(_ architecture: Architecture, seed: Seed) throws -> Scores {
      try requireMemory(scorer.memoryBound(of: [architecture]), remedy: ScoringOptions.lessMemory)
      return session.interruption.allowed {
        scorer.scores(of: architecture, seed: seed, after: seen)
      }
    }
    var run = try SearchRun(of: search, in: folder)
    seen = run.steps.map(\.scores)
    let resumed = run.journal.resumedCount
    session.tell(
      of: run.journal,
      resumedAfter: resumed > 0 ? "step \(resumed) of \(search.stepCount)" : nil)
    for window in search.space.singleTokenWindows { notice("Warning: \(window)") }
    var progress = StatusLine()
    defer { progress.clear() }
    while !run.search.isFinished {
      session.interruption.allowed {}
      try seen.append(run.step(scoring: score).scores)
      progress.show(run)
    }
    return (try run.result(scoring: score), TimeSpent(steps: run.stepSeconds))
  }
}

extension ControllerKind: ExpressibleByArgument {}
