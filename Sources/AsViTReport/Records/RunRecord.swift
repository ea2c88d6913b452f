import FoundationEssentials

/// `run.json`: what a run was asked for, by which program, and where.
///
/// `settings` alone decide whether a folder may be resumed.
public struct RunRecord<Settings: Codable & Sendable>: Codable, Sendable {
  public let schemaVersion: Int
  /// The command line as it was first given.
  public let command: [String]
  public let settings: Settings
  public let versions: Versions
  public let machine: Machine
  /// UTC, ISO 8601.
  public let started: String

  public init(
    command: [String], settings: Settings, versions: Versions, machine: Machine, started: Date
  ) {
    schemaVersion = reportSchemaVersion
    self.command = command
    self.settings = settings
    self.versions = versions
    self.machine = machine
    self.started = started.formatted(.iso8601)
  }
}

/// The version of the schemas in `docs/` that this program writes and reads; docs/reports.md says
/// when it rises.
public let reportSchemaVersion = 1
