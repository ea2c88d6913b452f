import AsViTData

/// The folder of one run, locked for this process.
///
///     run.json                            what was asked for: written first
///     journal.jsonl                       one line per finished step
///     candidate-1.checkpoint.safetensors  a training under way
///     candidate-1.safetensors             what a training came to
///     scores.csv                          the rows of an audit with every score
///     curves.csv, tensorboard             the curves of trainings, where a log was asked for
///     report.json                         the result
///     report.html                         the result as a page, made from the files above
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
  public var tablePath: String { path + "/scores.csv" }
  public var reportPath: String { path + "/report.json" }
  public var pagePath: String { path + "/report.html" }

  /// Claims the folder for a run: records it when the folder is new, and compares it with what is
  /// recorded otherwise. Of an earlier run nothing is overwritten, but for the report of one that is to
  /// do more than it did.
  ///
  /// - Parameter extent: the key in the settings of how much a run does, where a run that did some of it
  ///   has made the same beginning; nil where that is not so.
  /// - Throws: `ReportError.settingsDiffer` when the folder holds another run, and `unknownRun` when
  ///   it holds files of a run that nothing tells of.
  public func begin<Settings>(
    _ record: RunRecord<Settings>, extent: String? = nil
  ) throws(ReportError) -> State {
    guard File.exists(recordPath) else {
      let results = try fileNames().filter { Self.isResult($0) }
      guard results.isEmpty else { throw .unknownRun(path: path, files: results) }
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
    if let extent, differences.count == 1, differences[0].isMore(of: extent) {
      // Without a report first: a record of more beside a report of less would count as finished.
      try File.remove(pagePath)
      try File.remove(reportPath)
      let extended = try self.record(of: Settings.self).extended(as: record)
      try File.replace(recordPath, with: CanonicalJSON.document(extended, for: recordPath))
      return .begun
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

  /// Writes the rows of an audit.
  public func write(table: String) throws(ReportError) {
    try File.replace(tablePath, with: Array(table.utf8))
  }

  /// Removes what an earlier run left, and nothing else. The report goes first and the record last:
  /// when this is ended before, what remains is known and not taken for whole.
  ///
  /// - Throws: `ReportError.cannotRead` when the folder cannot be listed.
  public func clear() throws(ReportError) {
    let suffix = ".partial"
    let names = try fileNames().filter { name in
      let whole = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
      return Self.isResult(whole) || ["report.html", "run.json"].contains(whole)
    }
    for name in names.sorted(by: >) where name != "run.json" {
      try File.remove("\(path)/\(name)")
    }
    try TrainingLog.clear(in: path)
    try File.remove(recordPath)
  }

  /// Whether a file of this name is of one run alone, so that another must not meet it.
  private static func isResult(_ name: String) -> Bool {
    ["journal.jsonl", "report.json", "scores.csv"].contains(name)
      || name.hasPrefix("candidate-") && name.hasSuffix(".safetensors")
  }

  private func fileNames() throws(ReportError) -> [String] {
    var skipped: [DataError] = []
    do throws(DataError) {
      return try entryNames(of: path, skipped: &skipped)
    } catch {
      guard case .unreadable(let reason) = error.problem else {
        preconditionFailure("listing failed otherwise: \(error)")
      }
      throw .cannotRead(path: path, reason: reason)
    }
  }
}
