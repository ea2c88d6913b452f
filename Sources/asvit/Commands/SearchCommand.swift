import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTReport
import AsViTSearch
import FoundationEssentials

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search for a seed topology without training.",
    discussion: """
      Samples architectures of a space, scores each at initialisation and moves the sampling \
      towards those that score better (Chen et al., ICLR 2022, Algorithm 1).

      The run is a folder: run.json says what was asked for, journal.jsonl has one line per \
      finished step, report.json is the result. The same command again resumes a run that was \
      stopped; the result is the same as without the stop, at any number of threads.

      Examples:
        asvit search --space asvit-64 --out runs/first
        asvit search --space asvit-imagenet --images ~/photos --out runs/photos
        asvit search --max-params 10M --max-macs 1.5G --out runs/small
        asvit search --controller random --seed 7 --out runs/baseline
      """)

  @Option(help: "The folder of the run; it is created when missing.")
  var out: String

  @OptionGroup(title: "Scores")
  var scoring: ScoringOptions

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  @Option(help: "How many architectures are sampled.")
  var steps: Count = 500

  @Option(help: "What proposes architectures.")
  var controller: ControllerKind = .reinforce

  @Option(help: "How scores become a reward.")
  var reward: RewardKind = .paper

  @Flag(help: "Score an architecture each time it is sampled, not once.")
  var rescore = false

  @Flag(help: "Remove what an earlier run left in the folder and start afresh.")
  var force = false

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    let space = try SpaceFile(named: scoring.space)
    let searchSettings = SearchSettings(
      controller: controller, stepCount: steps.value, seed: UInt64(scoring.seed),
      limits: limits.limits, reward: reward, rescores: rescore)
    let search = try Search(space: space.space, settings: searchSettings)
    let images = try scoring.loadImages(for: space.space)
    let settings = SearchRunSettings(
      space: space.record, search: searchSettings,
      proxies: scoring.settings(metrics: [.lengthDistortion, .conditionNumber]),
      images: ImagesRecord(images))

    let folder = try RunFolder(at: out)
    if force { try folder.clear() }
    let machine = Machine.current(threads: scoring.threads.value)
    let state = try folder.begin(
      RunRecord(
        command: CommandLine.arguments, settings: settings, versions: .current, machine: machine,
        started: .now))
    if state == .finished {
      notice("\(out): this run is finished; its report is \(folder.reportPath)")
    } else {
      let scorer = ProxyScorer(
        images: images.images, settings: settings.proxies, threadCount: scoring.threads.value)
      try makeSteps(of: search, in: folder, machine: machine, scorer: scorer)
    }
    try show(folder.report(as: SearchReport.self), path: folder.reportPath)
  }

  /// Makes the steps that the journal lacks, and the report.
  private func makeSteps(
    of search: Search, in folder: borrowing RunFolder, machine: Machine, scorer: ProxyScorer
  ) throws {
    let toResume = "to resume, run the same command again:\n  \(Self.resumingCommand)"
    let interruption = Interruption(message: "interrupted; \(toResume)")
    func score(_ architecture: Architecture, seed: Seed) -> Scores {
      interruption.allowed { scorer.scores(of: architecture, seed: seed) }
    }
    do {
      let record = try folder.record(of: SearchRunSettings.self)
      var run = try SearchRun(of: search, in: folder)
      if let line = run.droppedLine {
        notice("\(folder.journalPath):\(line): dropped a torn last line")
      }
      if run.resumedStepCount > 0 {
        notice("resumed after step \(run.resumedStepCount) of \(steps)")
        if record.versions != .current {
          notice("begun by other versions, which may have rounded differently: \(record.versions)")
        }
      }
      var progress = SearchProgress()
      defer { progress.end() }
      while !run.search.isFinished {
        interruption.allowed {}
        try run.step(scoring: score)
        progress.show(run)
      }
      let result = try run.result(scoring: score)
      try folder.finish(
        SearchReport(
          of: record, versions: .current, machine: machine, result: result,
          timings: Timings(
            started: record.started, finished: Date.now.formatted(.iso8601),
            stepSeconds: run.stepSeconds)))
    } catch let error as ReportError where error.exitStatus == .inputOutput {
      notice("nothing is lost; \(toResume)")
      throw error
    }
  }

  /// This process' command, for a shell, without what would start afresh.
  private static var resumingCommand: String {
    CommandLine.arguments.filter { $0 != "--force" }.map { argument in
      let isPlain = argument.allSatisfy { $0.isLetter || $0.isNumber || "-_./=,".contains($0) }
      return isPlain && !argument.isEmpty
        ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }.joined(separator: " ")
  }

  private func show(_ report: SearchReport, path: String) throws {
    let summary = SearchSummary(report, path: path)
    if json {
      try printJSON(summary)
    } else {
      print(summary)
    }
  }
}

extension ControllerKind: ExpressibleByArgument {}
extension RewardKind: ExpressibleByArgument {}
