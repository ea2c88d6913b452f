import ArgumentParser
import AsViTPage
import AsViTReport
import AsViTTraining
import FoundationEssentials

/// What the parts of a run took, in seconds.
struct TimeSpent {
  var steps: [Double]
  /// Seconds of the phases of each candidate of a training.
  var phases: [[PhaseSeconds]]?
}

/// A command whose result is the folder of a run.
protocol CommandWithRun: ParsableCommand {
  var folder: RunOptions { get }
}

/// Options of commands whose result is a folder, and how such a run goes.
struct RunOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder of the run; it is created when missing.", valueName: "folder"))
  var out: String

  @Flag(help: "Remove what an earlier run left in the folder and start afresh.")
  var force = false

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  @Flag(
    name: .shortAndLong,
    help: "Say nothing but errors; print the folder of the run alone, or JSON with --json.")
  var quiet = false

  @Flag(help: "Open the page of the run in the browser at the end.")
  var open = false

  /// The report of the run in the folder, which is brought to its end unless it is there already.
  ///
  /// - Parameters:
  ///   - job: whose first rank this process is.
  ///   - data: what labelled images are and where they were read.
  ///   - extent: as that of `RunFolder.begin`.
  ///   - body: makes what the journal lacks; returns the result and what it took.
  func report<Settings, Result: Codable>(
    of settings: Settings, in job: RankJob, data: String? = nil, extent: String? = nil,
    threads: Int,
    _ body: (borrowing RunFolder, RunSession) throws -> (result: Result, time: TimeSpent)
  ) throws -> (report: RunReport<Settings, Result>, path: String) {
    let folder = try RunFolder(at: out)
    if force { try folder.clear() }
    let machine = Machine.current(threads: threads, ranks: job.mpi?.size)
    let state = try begin(
      RunRecord(
        command: CommandLine.arguments, settings: settings, data: data, versions: .current,
        machine: machine, started: .now), extent: extent, in: folder)
    if state == .finished {
      notice("\(out): this run is finished; its report is \(folder.reportPath)")
    } else {
      let record = try folder.record(of: Settings.self)
      let session = RunSession(begunBy: record.versions, in: job)
      try session.keepingResumable {
        let (result, time) = try body(folder, session)
        try folder.finish(
          RunReport(
            of: record, versions: .current, machine: machine, result: result,
            timings: Timings(
              started: record.started, finished: Date.now.formatted(.iso8601),
              stepSeconds: time.steps, phaseSeconds: time.phases)))
      }
    }
    if state != .finished || !FileManager.default.fileExists(atPath: folder.pagePath) {
      _ = try ReportPage(of: StoredRun(at: out)).write(besideReportOf: out)
    }
    return (try folder.report(as: RunReport<Settings, Result>.self), folder.reportPath)
  }

  /// Refuses the folder when it holds a run of other settings.
  func require(_ settings: some Codable & Sendable, threads: Int) throws {
    let record = RunRecord(
      command: CommandLine.arguments, settings: settings, versions: .current,
      machine: .current(threads: threads), started: .now)
    _ = try begin(record, in: RunFolder(at: out))
  }

  /// Claims the folder for a run, as `RunFolder.begin`; settings that differ go by their options.
  private func begin(
    _ record: RunRecord<some Codable & Sendable>, extent: String? = nil,
    in folder: borrowing RunFolder
  ) throws(ReportError) -> RunFolder.State {
    do {
      return try folder.begin(record, extent: extent)
    } catch .settingsDiffer(let path, let differences) {
      throw .settingsDiffer(path: path, differences: differences.map(\.byOption))
    }
  }

  /// Prints what a run came to.
  func show(_ summary: some Encodable & CustomStringConvertible) throws {
    if quiet && !json {
      try printResult(out)
    } else {
      try printOutcome(summary, asJSON: json)
    }
    if open { openInBrowser(out + "/report.html") }
  }
}
