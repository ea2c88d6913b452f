import AsViTSearch

/// `report.json` of a search; `docs/report.schema.json` describes it.
///
/// `settings` and `result` are the same for the same settings, at any number of threads and
/// however often the run was interrupted. The rest tells how it went.
public struct SearchReport: Codable, Sendable {
  public let schemaVersion: Int
  /// The command line as it was first given.
  public let command: [String]
  public let versions: Versions
  public let settings: SearchRunSettings
  public let result: SearchResultRecord
  public let machine: Machine
  public let timings: Timings

  public init(
    of record: RunRecord<SearchRunSettings>, versions: Versions, machine: Machine,
    result: SearchResultRecord, timings: Timings
  ) {
    schemaVersion = record.schemaVersion
    command = record.command
    settings = record.settings
    self.versions = versions
    self.result = result
    self.machine = machine
    self.timings = timings
  }
}

/// When a run was made and what it took.
public struct Timings: Hashable, Codable, Sendable {
  /// UTC, ISO 8601; the first time when it was resumed.
  public let started: String
  public let finished: String
  /// Of each step, in order, as the journal has them.
  public let stepSeconds: [Double]

  public init(started: String, finished: String, stepSeconds: [Double]) {
    self.started = started
    self.finished = finished
    self.stepSeconds = stepSeconds
  }
}
