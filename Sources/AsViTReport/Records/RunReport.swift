public import AsViTTraining

/// `report.json` of a run.
///
/// `settings` and `result` are the same for the same settings, at any number of threads and
/// however often the run was interrupted. The rest tells how it went.
public struct RunReport<Settings: Codable & Sendable, Result: Sendable>: Sendable {
  public let schemaVersion: Int
  /// The command line as it was first given.
  public let command: [String]
  /// What the images of a training are and where each part of them was read first.
  public let data: String?
  public let versions: Versions
  public let settings: Settings
  public let result: Result
  public let machine: Machine
  public let timings: Timings

  public init(
    of record: RunRecord<Settings>, versions: Versions, machine: Machine,
    result: Result, timings: Timings
  ) {
    schemaVersion = record.schemaVersion
    command = record.command
    data = record.data
    settings = record.settings
    self.versions = versions
    self.result = result
    self.machine = machine
    self.timings = timings
  }

  /// What a run has come to so far, as its journal tells.
  init(of record: RunRecord<Settings>, soFar result: Result, stepSeconds: [Double]) {
    self.init(
      of: record, versions: record.versions, machine: record.machine, result: result,
      timings: Timings(started: record.started, stepSeconds: stepSeconds))
  }
}

extension RunReport {
  public var isFinished: Bool { timings.finished != nil }
}

extension RunReport: Codable where Result: Codable {}

/// `docs/report.schema.json` describes it.
public typealias SearchReport = RunReport<SearchRunSettings, SearchResultRecord>

extension SearchReport {
  /// The report of the search in a folder, which may be in use.
  ///
  /// - Throws: `ReportError.unfinished`, `noFinishedSearch` with the reason.
  public init(ofRunAt path: String) throws(ReportError) {
    let reportPath = path + "/report.json"
    do throws(ReportError) {
      self = try CanonicalJSON.decode(
        SearchReport.self, from: File.contents(of: reportPath), of: reportPath)
    } catch .cannotRead(_, let reason), .corruptRecord(_, let reason) {
      if let unfinished = ReportError(unfinishedRunAt: path) { throw unfinished }
      throw .noFinishedSearch(path: reportPath, reason: reason)
    }
  }
}

/// `docs/scale-report.schema.json` describes it.
public typealias ScaleReport = RunReport<ScaleRunSettings, ScaleResultRecord>

/// `docs/audit-report.schema.json` describes it.
public typealias AuditReport = RunReport<AuditRunSettings, AuditResultRecord>

/// `docs/train-report.schema.json` describes it.
public typealias TrainReport = RunReport<TrainRunSettings, TrainResultRecord>

/// The time when a run was made, and what it took.
public struct Timings: Hashable, Codable, Sendable {
  /// UTC, ISO 8601; the first time when it was resumed.
  public let started: String
  /// The same of the end; absent before it.
  public let finished: String?
  /// The seconds of each step, in order, as the journal has them.
  public let stepSeconds: [Double]
  /// The seconds of each candidate's phases, for trainings.
  public let phaseSeconds: [[PhaseSeconds]]?

  public init(
    started: String, finished: String? = nil, stepSeconds: [Double],
    phaseSeconds: [[PhaseSeconds]]? = nil
  ) {
    self.started = started
    self.finished = finished
    self.stepSeconds = stepSeconds
    self.phaseSeconds = phaseSeconds
  }
}
