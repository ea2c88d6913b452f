public import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
public import AsViTSearch

struct SearchCommand: CommandWithRun {
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

      With --pareto it looks for trades instead, such as of length distortion against multiply-accumulates: \
      for the front of those architectures that no other equals or beats in all terms (NSGA-II, Deb et \
      al., 2002).

      The run is a folder: run.json says what was asked for, journal.jsonl has one line per \
      finished step, report.json is the result. The same command again resumes a run that was \
      stopped; the result is the same as without the stop, at any number of threads. Latencies alone are \
      measured on the machine: those in the journal stay, and another run has others.

      Examples:
        asvit search --space asvit-64 --out runs/first
        asvit search --space asvit-imagenet --images ~/photos --out runs/photos
        asvit search --max-params 10M --max-macs 1.5G --out runs/limited
        asvit search --space asvit-64 --max-latency 5ms --out runs/fast
        asvit search --space asvit-64 --pareto length,macs --out runs/front
        asvit search --controller random --seed 7 --out runs/baseline
        asvit search --space asvit-64 --seeds 3 --out runs/seeds
        asvit search --space asvit-design-224 --controller exact \\
          --objective capacity --max-params 28M --max-macs 4.5G --out runs/design
        asvit search --space asvit-design-32 --max-macs 5M --warm-start capacity \\
          --out runs/warm
        asvit search --space vit-32 --objective trained --table trained.csv \\
          --max-params 1M --out runs/predicted
        asvit search --space vit-32 --objective trained --max-macs 20M --for 2h \\
          --out runs/rounds --train --budget 3ep
        asvit search --space asvit-32 --out runs/small --shortlist 5 --then-train \\
          --data fashion-mnist --budget 3ep
      """)

  @OptionGroup var folder: RunOptions

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  @OptionGroup(title: "Latency")
  var latency: LatencyLimitOptions

  @Option(
    help: ArgumentHelp(
      """
      How many architectures are sampled; how many designs an exact search finds. More than a search had, \
      finished or not, extend it. (default: 500; 10 with --controller exact)
      """, valueName: "count"))
  var steps: Count?

  @Option(
    help: ArgumentHelp(
      """
      How many searches are made, with seeds from --seed on, each in a folder of its own in that of --out; \
      what they agree on is told. With --objective trained and no --table, how often an architecture is \
      trained, at least twice, since noise is what seeds differ by. (default: one search; two trainings)
      """, valueName: "count"))
  var seeds: Count?

  @Option(
    help: ArgumentHelp(
      """
      How many architectures REINFORCE samples before it moves its policy by the mean of their gradients; \
      --steps is a multiple of it. More than 1 is for jobs of more ranks than a sample has parts.
      """, valueName: "count"))
  var samplesPerStep: Count = 1

  @Option(
    help: ArgumentHelp(
      """
      What proposes architectures. (default: reinforce; exact with --objective trained; evolution with \
      --pareto)
      """, valueName: "kind"))
  var controller: ControllerKind?

  @Option(
    help: ArgumentHelp(
      """
      The metrics that rewards and ranks go by, joined by commas; or 'trained', what trainings \
      say, in a --table or of its own. (default: \(ProxyList.paper))
      """, valueName: "metrics"),
    transform: SearchObjective.init(argument:))
  var objective: SearchObjective?

  @Option(
    help: ArgumentHelp(
      """
      In place of an objective, two or three terms to trade against each other, joined by commas: \
      \(ParetoTerms.words). Of params, macs and latency less is better. The search is then for the front \
      of what no other architecture equals or beats in all of them.
      """, valueName: "terms"),
    transform: ParetoTerms.init(argument:))
  var pareto: ParetoTerms?

  @OptionGroup(title: "Table of trainings")
  var table: TableOptions

  @OptionGroup(title: "Trainings of its own")
  var rounds: RoundsOptions

  @Option(
    help: ArgumentHelp(
      """
      How many blocks the designs of an exact search may have, such as 12-16. (default: as the \
      networks by which the objective was tried, where the space has such)
      """, valueName: "range"))
  var blocks: BlockRange?

  @Option(
    help: ArgumentHelp(
      """
      Start the policy of REINFORCE at the exact optimum by a metric that is a sum over layers, within \
      the limits: each option of it that the metric decides has four times the odds. (default: all \
      options equally likely, as in the paper)
      """, valueName: "metric"),
    transform: WarmStart.init(argument:))
  var warmStart: WarmStart?

  @Flag(help: "Score an architecture each time it is sampled, not once.")
  var rescore = false

  @Option(
    help: ArgumentHelp(
      """
      How many designs --then-train trains beside baselines of the same budget, with two seeds, by \
      successive halving: the topology found, neighbours, and variants in choices that the score does \
      not see. Of trainings of its own, the new designs of a round. (default: the topology found alone; \
      4 of a round)
      """, valueName: "count"))
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

  func run() throws { try scoring.process.ranks.run(run) }

  private func run(in job: RankJob) throws {
    if let seeds, !hasRounds { return try searchWithSeeds(seeds.value, in: job) }
    guard let (report, path) = try finished(in: job) else { return }
    try folder.show(try SearchSummary(report, path: path))
    try training()?.run(in: job)
  }

  /// The report of the run, which is brought to its end, and where it is; nil for a worker of a job.
  func finished(in job: RankJob) throws -> (report: SearchReport, path: String)? {
    let space = try scoring.spaceFile()
    let searchObjective = try goal.terms()
    var searchSettings = SearchSettings(
      controller: proposer, stepCount: stepCount,
      samplesPerStep: samplesPerStep.value > 1 ? samplesPerStep.value : nil,
      seed: UInt64(scoring.seed), limits: latency.added(to: limits.limits),
      blocks: try blocks(of: space.space, searchObjective), objective: searchObjective,
      pareto: goal.isFront ? true : nil, trained: try table.trained(in: space.space),
      rescores: rescore,
      warmStart: warmStart?.metric)
    let measured = goal.measured
    let images = try scoring.loadImages(measured, for: space.space)
    let ranks = scoring.ranks(
      job, in: space, images: images, settings: scoring.settings(measured))
    guard !job.isWorker else {
      try ranks.serve()
      return nil
    }
    func settings(_ search: SearchSettings) -> SearchRunSettings {
      SearchRunSettings(
        space: space.record, search: search, proxies: scoring.settings(measured),
        images: images.map(ImagesRecord.init),
        latency: search.measuresLatency ? latency.settings : nil)
    }
    if hasRounds {
      searchSettings.trained = try RoundTrainings(
        space: space, target: table.roundTarget(), scoring: scoring, folder: folder, job: job,
        options: roundArguments
      ).table(
        for: searchSettings,
        rounds: rounds.settings(
          in: space, seedCount: seeds?.value ?? 2, designCount: shortlist?.value ?? 4),
        extrapolates: table.extrapolate, settings: settings)
    }
    let search = try Search(space: space.space, settings: searchSettings)
    let settings = settings(searchSettings)
    return try folder.report(
      of: settings, in: job, extent: proposer == .exact ? nil : "search.stepCount",
      threads: scoring.threads.value
    ) {
      try makeSteps(of: search, in: $0, session: $1, ranks: ranks)
    }
  }

  /// What the search goes by.
  private var goal: SearchObjective {
    pareto.map(SearchObjective.front) ?? objective ?? .metrics(.paper)
  }

  private var stepCount: Int { steps?.value ?? (proposer == .exact ? 10 : 500) }

  func validate() throws {
    guard samplesPerStep.value == 1 || proposer == .reinforce else {
      throw ValidationError("--samples-per-step goes with --controller reinforce alone.")
    }
    guard stepCount.isMultiple(of: samplesPerStep.value) else {
      throw ValidationError(
        "--samples-per-step \(samplesPerStep): \(stepCount) steps are no multiple of it.")
    }
    if let seeds { try validateSeeds(seeds) }
    guard blocks == nil || proposer == .exact else {
      throw ValidationError("--blocks needs --controller exact.")
    }
    guard warmStart == nil || proposer == .reinforce else {
      throw ValidationError("--warm-start needs --controller reinforce.")
    }
    guard objective == nil || pareto == nil else {
      throw ValidationError("--pareto takes the place of --objective: give one of them.")
    }
    guard pareto == nil || proposer != .exact && !rescore else {
      throw ValidationError("--pareto goes neither with --controller exact nor with --rescore.")
    }
    guard latency.maxLatency == nil || proposer != .exact else {
      throw ValidationError(
        "--max-latency: a latency is no sum over layers, which --controller exact needs; take another."
      )
    }
    guard goal.isTrained || table.table == nil else {
      throw ValidationError("--table needs --objective trained.")
    }
    guard !goal.isTrained || proposer == .exact else {
      throw ValidationError("--objective trained goes with --controller exact alone.")
    }
    guard table.target == nil && !table.extrapolate || goal.isTrained else {
      throw ValidationError("--target and --extrapolate need --objective trained.")
    }
    guard hasRounds else {
      guard !rounds.isGiven, roundArguments.isEmpty else {
        throw ValidationError(
          "--sample, --for and --train need --objective trained without --table.")
      }
      _ = try training()
      return
    }
    guard trainingArguments.isEmpty else {
      throw ValidationError(
        "--then-train: without --table the rounds train; name options by --train.")
    }
    _ = try table.roundTarget()
    try TrainCommand.requireTable(options: roundArguments)
  }

  /// Whether the search goes by trainings of its own.
  var hasRounds: Bool { goal.isTrained && table.table == nil }

  var proposer: ControllerKind {
    controller ?? (goal.isTrained ? .exact : goal.isFront ? .evolution : .reinforce)
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
    if let shortlist { arguments += ["--shortlist", "\(shortlist)"] }
    if folder.json { arguments.append("--json") }
    if folder.quiet { arguments.append("--quiet") }
    if folder.force { arguments.append("--force") }
    return try TrainCommand.following(arguments)
  }

  /// Makes the steps that the journal lacks.
  private func makeSteps(
    of search: Search, in folder: borrowing RunFolder, session: RunSession, ranks: ScoringRanks
  ) throws -> (SearchResultRecord, TimeSpent) {
    let site = try ranks.site(session.interruption)
    var seen: [Scores] = []
    func score(_ architecture: Architecture, seed: Seed) throws -> Scores {
      try requireMemory(
        ranks.scorer.memoryBound(of: [architecture]), remedy: ScoringOptions.lessMemory)
      return try session.interruption.allowed {
        try site.scores(of: architecture, seed: seed, after: seen)
      }
    }
    var foresight = SearchForesight()
    var run = try SearchRun(of: search, in: folder)
    seen = run.steps.map(\.scores)
    let meter = latency.meter(for: search, known: run.reference)
    func time(_ architecture: Architecture) throws -> Measurement {
      try session.interruption.allowed { try meter.latency(of: architecture) }
    }
    let resumed = run.journal.resumedCount
    session.tell(
      of: run.journal,
      resumedAfter: resumed > 0 ? "step \(resumed) of \(search.stepCount)" : nil)
    for window in search.space.singleTokenWindows { notice("Warning: \(window)") }
    for limit in search.slackLimits { notice("Warning: the limit of \(limit)") }
    if search.settings.measuresLatency { run.reference = try meter.calibrated() }
    var progress = StatusLine()
    defer { progress.clear() }
    while !run.search.isFinished {
      session.interruption.leaveIfRequested()
      try site.expect(foresight.evaluations(of: run.search, inNext: site.lookahead))
      try seen.append(run.step(scoring: score, timing: time).scores)
      progress.show(run)
    }
    let result = try run.result(scoring: score, timing: time)
    try site.finish()
    return (result, TimeSpent(steps: run.stepSeconds))
  }
}

extension Search {
  /// The limits of size that no topology of the space breaks.
  fileprivate var slackLimits: [String] {
    settings.limits.use(byParameters: 0, macs: 0, in: space).filter { !$0.canBind }
      .map { "\($0.limit.shown) \($0.shown)" }
  }
}

extension ControllerKind: ExpressibleByArgument {}
