public import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
public import AsViTSearch

struct ScaleCommand: CommandWithRun {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "Grow a topology into a family of sizes without training.",
    discussion: """
      Each step makes the network deeper or wider; of all the ways to do so it takes the one that \
      scores best (Chen et al., ICLR 2022, Algorithm 2).

      An as-vit starts at hidden size 32 and one block in each stage. Each step makes one stage a \
      block deeper and the network up to a fifth wider. Scores are those of the network at a quarter \
      of its width.

      A vit starts as it is. Each step adds blocks like the last one or makes all of them wider by \
      whole heads. Scores are those of the network itself.

      For each target the report has the member of the family that is nearest without exceeding \
      it. A run is a folder that resumes, as that of 'asvit search'; its journal has one line per \
      scored candidate.

      Examples:
        asvit scale --from runs/first --sizes 29M,53M,88M --out runs/family
        asvit scale --genotype '8,2,3|4,1,2|4,1,4|4,1,6|32' --max-params 100M \\
          --out runs/paper
        asvit scale --from runs/first --max-macs 9G --max-params 60M --out runs/light
        asvit scale --from runs/first --policy compound --out runs/compound
        asvit scale --from runs/first --policy capacity --max-macs 2G \\
          --out runs/capacity
        asvit scale --space vit-32 --genotype '96x4|2,4' --max-params 3M \\
          --out runs/vit-sizes
      """)

  @OptionGroup var folder: RunOptions

  @OptionGroup(title: "Topology")
  var topology: TopologyOptions

  @Option(
    help: ArgumentHelp(
      """
      The sizes wanted, in parameters; growth ends at the largest. (default: 29M,53M,88M, unless \
      --max-params is given)
      """, valueName: "counts"))
  var sizes: CommaSeparated<Count>?

  @Option(
    help: ArgumentHelp(
      "Grow as long as there are candidates with at most so many parameters.", valueName: "count"))
  var maxParams: Count?

  @Option(
    help: ArgumentHelp(
      "Drop candidates with more multiply-accumulates per image, such as 9G.", valueName: "count"))
  var maxMacs: Count?

  @Option(
    help: ArgumentHelp(
      """
      Drop candidates with more blocks. (default: any number; with --policy capacity as many as \
      the networks by which it was tried)
      """, valueName: "count"))
  var maxBlocks: Count?

  @Flag(help: "Take the member nearest to a target, larger ones too.")
  var allowAbove = false

  @Option(
    help: ArgumentHelp(
      """
      What takes the steps: the scores, uniform scaling of depth and width, chance, or the most \
      spectral capacity for each parameter (with --max-macs, each multiply-accumulate).
      """, valueName: "kind"))
  var policy: GrowthPolicy = .asvit

  @Option(
    help: ArgumentHelp(
      "The metrics that the scores take steps by, joined by commas.", valueName: "metrics"),
    transform: ProxyList.init(argument:))
  var objective = ProxyList.paper

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  func validate() throws {
    try scoring.requireEqualRepeats()
    guard sizes == nil || maxParams == nil else {
      throw ValidationError("Give either --sizes or --max-params.")
    }
    guard topology.from == nil || scoring.space == nil else {
      throw ValidationError("The space is that of the search: leave out --space, or --from.")
    }
  }

  func run() throws { try scoring.process.ranks.run(run) }

  private func run(in job: RankJob) throws {
    let (genotype, space) = try topology.topology(scoring)
    var growthSettings = GrowthSettings(
      topology: genotype, policy: policy, seed: UInt64(scoring.seed),
      objective: try Objective(objective.proxies), maxMACs: maxMacs?.value,
      maxBlocks: maxBlocks?.value ?? policy.blocksOfEvidence)
    if let maxParams { growthSettings.reach = .upTo(maxParams.value) }
    if let sizes { growthSettings.reach = .targets(sizes.elements.map(\.value)) }
    let growth = try Growth(of: space.space.family, settings: growthSettings)
    let images = try scoring.loadImages(objective, for: space.space)
    let ranks = scoring.ranks(
      job, in: space, images: images, settings: scoring.settings(objective))
    if job.isWorker { return try ranks.serve() }
    let settings = ScaleRunSettings(
      space: space.record, growth: growthSettings, allowsAbove: allowAbove,
      proxies: ranks.settings.proxies, images: ranks.images)
    let (report, path): (ScaleReport, String) = try folder.report(
      of: settings, in: job, threads: scoring.threads.value
    ) { try makeSteps(of: growth, in: $0, session: $1, ranks: ranks) }
    try folder.show(try ScaleSummary(report, path: path))
    try requireMembers(of: report)
  }

  /// Scores what the journal lacks.
  private func makeSteps(
    of growth: Growth, in folder: borrowing RunFolder, session: RunSession, ranks: ScoringRanks
  ) throws -> (result: ScaleResultRecord, time: TimeSpent) {
    var run = try GrowthRun(of: growth, in: folder)
    let (steps, evaluations) = (run.machine.steps.count, run.journal.resumedCount)
    session.tell(
      of: run.journal,
      resumedAfter: evaluations > 0 ? "step \(steps), evaluation \(evaluations)" : nil)
    var progress = StatusLine()
    var memory = ScaleMemory(scorer: ranks.scorer)
    let site = try ranks.site(session.interruption)
    defer { progress.clear() }
    while !run.machine.isFinished {
      session.interruption.leaveIfRequested()
      try memory.tell(run.machine, over: progress)
      try site.expect(run.machine.upcoming(site.lookahead))
      try run.evaluate { architecture, seed in
        try session.interruption.allowed { try site.scores(of: architecture, seed: seed) }
      }
      progress.show(run)
    }
    try site.finish()
    return (
      ScaleResultRecord(run.machine, allowsAbove: allowAbove), TimeSpent(steps: run.stepSeconds)
    )
  }

  /// - Throws: when the growth ended below a target.
  private func requireMembers(of report: ScaleReport) throws(SearchError) {
    let counts = report.result.path.map(\.parameterCount)
    let growth = report.settings.growth
    for target in report.result.targets where target.member == nil {
      throw .targetOutOfReach(
        target.parameterCount, possible: counts[0]...counts[counts.count - 1],
        maxMACs: growth.maxMACs, maxBlocks: growth.maxBlocks)
    }
  }
}

extension GrowthPolicy: ExpressibleByArgument {}
