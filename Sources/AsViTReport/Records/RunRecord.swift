import AsViTExport
public import FoundationEssentials

/// `run.json`: what a run was asked for, by which program, and where.
///
/// `settings` alone decide whether a folder may be resumed.
public struct RunRecord<Settings: Codable & Sendable>: Codable, Sendable {
  public let schemaVersion: Int
  /// The command line as it was first given, or as it was when the run was extended.
  public private(set) var command: [String]
  public private(set) var settings: Settings
  /// What the images of a training are and where each part of them was read first.
  public let data: String?
  public let versions: Versions
  public let machine: Machine
  /// UTC, ISO 8601.
  public let started: String

  public init(
    command: [String], settings: Settings, data: String? = nil, versions: Versions,
    machine: Machine, started: Date
  ) {
    schemaVersion = documentSchemaVersion
    self.command = command
    self.settings = settings
    self.data = data
    self.versions = versions
    self.machine = machine
    self.started = started.formatted(.iso8601)
  }
}

extension RunRecord {
  /// The record of a run that goes on with more to do.
  func extended(as other: RunRecord) -> RunRecord {
    var record = self
    record.command = other.command
    record.settings = other.settings
    return record
  }

  /// The record of the run in a folder, which may be in use; nil when there is none.
  ///
  /// - Throws: `ReportError.cannotRead` and `.corruptRecord`.
  public init?(ofRunAt folder: String) throws(ReportError) {
    let path = folder + "/run.json"
    guard File.exists(path) else { return nil }
    self = try CanonicalJSON.decode(Self.self, from: File.contents(of: path), of: path)
  }
}
