import FoundationEssentials

/// The folder of one run, locked for this process.
///
///     run.json        what was asked for: written first
///     journal.jsonl   one line per finished step
///     report.json     the result
///     report.html     the result as a page, made from the files above
public struct RunFolder: ~Copyable {
  /// How far the run in a folder has come.
  public enum State: Hashable, Sendable {
    /// Nothing was there.
    case new
    /// A run with the same settings was begun. It continues from its journal.
    case begun
    /// The report of a run with the same settings is there.
    case finished
  }

  public let path: String
  private let lock: RunLock

  /// Creates the folder when it is missing, and locks it.
  ///
  /// - Throws: `ReportError.folderInUse` when another process has it.
  public init(at path: String) throws(ReportError) {
    try File.createFolder(path)
    let lock = try RunLock(of: path)
    self.path = path
    self.lock = lock
  }

  public var recordPath: String { path + "/run.json" }
  public var journalPath: String { path + "/journal.jsonl" }
  public var reportPath: String { path + "/report.json" }
  public var pagePath: String { path + "/report.html" }

  /// Claims the folder for a run: records it when the folder is new, and compares it with what is
  /// recorded otherwise. Of an earlier run nothing is overwritten.
  ///
  /// - Throws: `ReportError.settingsDiffer` when the folder holds another run.
  public func begin<Settings>(
    _ record: RunRecord<Settings>
  ) throws(ReportError) -> State {
    guard File.exists(recordPath) else {
      guard !File.exists(journalPath), !File.exists(reportPath) else {
        throw .unknownRun(path: path)
      }
      try File.replace(recordPath, with: CanonicalJSON.document(record, for: recordPath))
      return .new
    }
    let asked = try CanonicalJSON.decode(
      RunRecord<JSONValue>.self,
      from: CanonicalJSON.document(record, for: recordPath), of: recordPath)
    let recorded = try self.record(of: JSONValue.self)
    var differences = recorded.settings.differences(to: asked.settings)
    if recorded.schemaVersion != asked.schemaVersion {
      differences.append(
        JSONDifference(
          key: "schemaVersion", before: .integer(recorded.schemaVersion),
          after: .integer(asked.schemaVersion)))
    }
    guard differences.isEmpty else {
      throw .settingsDiffer(path: path, differences: differences)
    }
    return File.exists(reportPath) ? .finished : .begun
  }

  /// What `run.json` holds.
  public func record<Settings>(
    of settings: Settings.Type
  ) throws(ReportError) -> RunRecord<Settings> {
    try CanonicalJSON.decode(
      RunRecord<Settings>.self, from: File.contents(of: recordPath), of: recordPath)
  }

  public func report<Report: Decodable>(as type: Report.Type) throws(ReportError) -> Report {
    try CanonicalJSON.decode(type, from: File.contents(of: reportPath), of: reportPath)
  }

  /// Writes the report, which marks the run as finished. A page of the unfinished run goes.
  public func finish(_ report: some Encodable) throws(ReportError) {
    try File.remove(pagePath)
    try File.replace(reportPath, with: CanonicalJSON.document(report, for: reportPath))
  }

  /// Removes what an earlier run left, and nothing else.
  public func clear() throws(ReportError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let candidates = names.filter {
      $0.hasPrefix("candidate-")
        && ($0.hasSuffix(".safetensors") || $0.hasSuffix(".safetensors.partial"))
    }
    let files = [pagePath, reportPath, journalPath, recordPath]
    for path in candidates.map({ "\(path)/\($0)" }) + files.map({ $0 + ".partial" }) + files {
      try File.remove(path)
    }
  }
}
