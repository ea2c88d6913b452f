import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
import AsViTSearch
import AsViTStatistics

struct AuditCommand: CommandWithRun {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Tell which scores rank architectures as training did.",
    discussion: """
      TABLE has comma-separated values: a column 'genotype' and one for each target, such as an \
      accuracy. A minus before a column's name, as in '-loss', says that less is better; an empty \
      field, that a row has no value. Rows of one genotype are trainings of it and count as one, with \
      their mean; the audit then tells how far they agree.

      With --sample there is no TABLE: asvit draws architectures of the space, trains each with several \
      seeds on labelled images, and audits what came of it.

      For every score the audit has rank correlations with bootstrap intervals, over all rows and \
      among rows of about equal size, and what choosing by it under a budget would lose. Two \
      verdicts follow: whether it ranks better than the number of parameters does, and whether it \
      ranks architectures of one size. Parameters, MACs, depth times width and depth are always \
      there, to compare with.

      The run is a folder, as that of 'asvit search': it resumes, and the same command gives the \
      same result. scores.csv in it has the rows with every score.

      Metrics: \(ProxyList.explanation).

      Examples:
        asvit audit trained.csv --space vit-32 --out runs/audit
        asvit audit trained.csv --space vit-32 --targets accuracy --noise 0.3 \\
          --out runs/noise
        asvit audit trained.csv --space vit-32 --metrics capacity,length,kappa \\
          --repeats 1 --out runs/measured
        asvit audit trained.csv --space vit-32 --proxies-from elsewhere.csv \\
          --out runs/others
        asvit audit --space vit-32 --sample 60 --max-macs 60M --seeds 2 \\
          --out runs/own --train --data ~/labelled --budget 2ep
      """)

  @Argument(help: "The table, unless --sample has one made.")
  var table: String?

  @OptionGroup var folder: RunOptions

  @Option(
    help: ArgumentHelp(
      "The columns to audit against, joined by commas. (default: all)", valueName: "columns"),
    transform: { $0.split(separator: ",").map(String.init) })
  var targets: [String]?

  @Option(
    help: ArgumentHelp(
      "What to measure, joined by commas: \(ProxyList.words).", valueName: "metrics"),
    transform: ProxyList.init(argument:))
  var metrics = ProxyList.closedForms

  @Option(
    help: ArgumentHelp(
      """
      A table with scores measured elsewhere, a row for each genotype; every column but 'genotype', \
      the targets and what is measured here is a score.
      """, valueName: "path"))
  var proxiesFrom: String?

  @Option(
    help: ArgumentHelp(
      """
      The standard deviation of a target over trainings of one architecture, to warn where most of \
      what differs is noise.
      """, valueName: "deviation"))
  var noise: Double?

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  @OptionGroup(title: "A table to be trained")
  var trained: TrainedTableOptions

  @Option(
    name: .customLong("train"), parsing: .remaining,
    help: ArgumentHelp(
      "How the sample is trained; what follows are options of 'asvit train'.",
      valueName: "options"))
  var trainingArguments: [String] = []

  func validate() throws {
    try scoring.requireEqualRepeats()
    guard (table == nil) != (trained.sample == nil) else {
      throw ValidationError("Name a table, or have one trained with --sample.")
    }
    guard trained.sample != nil || trainingArguments.isEmpty else {
      throw ValidationError("--train needs --sample.")
    }
    try TrainCommand.requireTable(options: trainingArguments)
    guard noise.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("The value of '--noise' has to be above 0.")
    }
  }

  func run() throws { try scoring.process.ranks.run(run) }

  private func run(in job: RankJob) throws {
    let space = try scoring.spaceFile()
    let list = ProxyList(
      Audit.baselines
        + metrics.proxies.filter { proxy in !Audit.baselines.contains { $0 == proxy } })
    let ranks = scoring.ranks(
      job, in: space, images: try scoring.loadImages(list, for: space.space),
      settings: scoring.settings(list))
    if job.isWorker { return try ranks.serve() }
    let settings = try auditSettings(of: table ?? trainedTable(in: space, job), in: space.space)
    let audit = try Audit(of: settings, in: space.space)
    let (report, path): (AuditReport, String) = try folder.report(
      of: AuditRunSettings(
        space: space.record, audit: settings, proxies: ranks.settings.proxies,
        images: ranks.images),
      in: job, threads: scoring.threads.value
    ) { try evaluate(audit, in: $0, session: $1, ranks: ranks) }
    try folder.show(AuditSummary(report, path: path, table: folder.out + "/scores.csv"))
  }

  /// The path of the table that trainings make; those that are finished stay.
  private func trainedTable(in space: SpaceFile, _ job: RankJob) throws -> String {
    guard let count = trained.sample?.value else { preconditionFailure("neither table nor sample") }
    let trainings = try trained.trainings(
      of: count, in: space, scoring: scoring, folder: folder, options: trainingArguments)
    let reports = try trainings.map { training in
      notice("training \(count) architectures with seed \(training.process.seed)")
      return try training.finished(in: job).report
    }
    let path = "\(folder.out)/train/table.csv"
    try writeDocument(asvit.table(of: reports), to: path)
    return path
  }

  private func auditSettings(
    of path: String, in space: SearchSpace
  ) throws(CommandError) -> AuditSettings {
    let table = try AuditTable(at: path, columns: targets, in: space)
    guard !table.table.columns.isEmpty else { throw .noTargets(path: table.path) }
    for column in table.table.columns where column.values.allSatisfy({ $0 == nil }) {
      throw .emptyTarget(path: table.path, column: column.name)
    }
    return AuditSettings(
      genotypes: table.genotypes, targets: table.table.columns,
      scores: try scores(for: table, in: space), noise: noise, seed: UInt64(scoring.seed))
  }

  /// The scores from elsewhere.
  private func scores(
    for table: AuditTable, in space: SearchSpace
  ) throws(CommandError) -> [GenotypeTable.Column] {
    guard let proxiesFrom else { return [] }
    let elsewhere = try AuditTable(at: proxiesFrom, in: space)
    let own = Set(
      AsViTProxies.proxies.flatMap { [$0.metric.rawValue, $0.word] } + [Audit.paperRankSum])
    let targets = Set(table.table.columns.map(\.name))
    let scores = try elsewhere.columns(for: table.genotypes).filter { column in
      if own.contains(column.name) {
        notice("\(proxiesFrom): column \(column.name) is left out: asvit measures it itself")
      }
      return !own.contains(column.name) && !targets.contains(column.name)
    }
    guard !scores.isEmpty else { throw .noScores(path: proxiesFrom) }
    return scores
  }

  /// Scores what the journal lacks.
  private func evaluate(
    _ audit: Audit, in folder: borrowing RunFolder, session: RunSession, ranks: ScoringRanks
  ) throws -> (AuditResultRecord, TimeSpent) {
    var run = try AuditRun(of: audit, in: folder)
    let (count, total) = (run.journal.resumedCount, audit.architectures.count)
    session.tell(
      of: run.journal, resumedAfter: count > 0 ? "architecture \(count) of \(total)" : nil)
    let site = try ranks.site(session.interruption)
    var progress = StatusLine()
    defer { progress.clear() }
    while !run.machine.isFinished {
      session.interruption.leaveIfRequested()
      try site.expect(run.machine.upcoming(site.lookahead))
      try run.evaluate { architecture, seed in
        try requireMemory(
          ranks.scorer.memoryBound(of: [architecture]), for: "\(architecture.genotype)",
          remedy: ScoringOptions.lessMemory)
        return try session.interruption.allowed {
          try site.scores(of: architecture, seed: seed)
        }
      }
      progress.show(run)
    }
    try site.finish()
    let (finished, metrics) = (run.machine, ranks.settings.proxies.metrics)
    try folder.write(table: finished.csv(of: metrics))
    let result = session.interruption.allowed {
      AuditResultRecord(
        finished, metrics: metrics, workers: Workers(count: scoring.threads.value))
    }
    return (result, TimeSpent(steps: run.evaluationSeconds))
  }
}
