/// A run as its files tell it.
public struct RunDetails<Settings: Codable & Sendable, Findings: Sendable>: Sendable {
  /// The last component of the folder's path.
  public let name: String
  /// The command line as it was first given.
  public let command: [String]
  public let settings: Settings
  /// What the images of a training are and where they were read.
  public let data: String?
  public let versions: Versions
  public let machine: Machine
  /// UTC, ISO 8601; the first time when it was resumed.
  public let started: String
  /// Absent while the run is not finished.
  public let finished: String?
  /// Of each step, in order.
  public let stepSeconds: [Double]
  public let findings: Findings

  init<Result>(
    name: String, report: RunReport<Settings, Result>, findings: (Result) -> Findings
  ) {
    self.name = name
    command = report.command
    settings = report.settings
    data = report.data
    versions = report.versions
    machine = report.machine
    started = report.timings.started
    finished = report.timings.finished
    stepSeconds = report.timings.stepSeconds
    self.findings = findings(report.result)
  }

  init(
    name: String, record: RunRecord<Settings>, finished: String? = nil, stepSeconds: [Double],
    findings: Findings
  ) {
    self.name = name
    command = record.command
    settings = record.settings
    data = record.data
    versions = record.versions
    machine = record.machine
    started = record.started
    self.finished = finished
    self.stepSeconds = stepSeconds
    self.findings = findings
  }
}
