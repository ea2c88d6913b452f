public import AsViTArchitecture
import AsViTExport
import AsViTNumerics
import AsViTSearch
import FoundationEssentials

/// A run of any kind in a folder that may be in use: its report when it is finished, and otherwise
/// what its journal holds.
public enum StoredRun: Sendable {
  case search(RunDetails<SearchRunSettings, SearchResultRecord>)
  case scale(RunDetails<ScaleRunSettings, ScaleResultRecord>)
  case train(RunDetails<TrainRunSettings, TrainResultRecord>)
  case audit(RunDetails<AuditRunSettings, AuditResultRecord>)
  /// The network of imported weights, as their file tells.
  case `import`(RunDetails<ImportRunSettings, Architecture>)

  /// - Throws: `ReportError.noRun` when there is none, `otherSchemaVersion`, `corruptRecord` and
  ///   `corruptJournal`; `WeightsError` when imported weights cannot be used.
  public init(at path: String) throws {
    try self.init(RunFiles(in: path))
  }

  init(_ files: RunFiles) throws {
    switch try RunKind(of: files.document, at: files.path) {
    case .search: self = .search(try files.search())
    case .scale: self = .scale(try files.scale())
    case .train: self = .train(try files.train())
    case .audit: self = .audit(try files.audit())
    case .import: self = .import(try files.import())
    }
  }
}

/// What runs of every kind have.
extension StoredRun {
  private var details: (name: String, report: any AnyRunReport) {
    switch self {
    case .search(let run): (run.name, run.report)
    case .scale(let run): (run.name, run.report)
    case .train(let run): (run.name, run.report)
    case .audit(let run): (run.name, run.report)
    case .import(let run): (run.name, run.report)
    }
  }

  public var name: String { details.name }
  public var command: [String] { details.report.command }
  public var versions: Versions { details.report.versions }
  public var machine: Machine { details.report.machine }
  public var timings: Timings { details.report.timings }
  public var isFinished: Bool { details.report.isFinished }
}

/// A `RunReport` of any kind.
private protocol AnyRunReport {
  var command: [String] { get }
  var versions: Versions { get }
  var machine: Machine { get }
  var timings: Timings { get }
  var isFinished: Bool { get }
}

extension RunReport: AnyRunReport {}

/// What the files of a run hold.
struct RunFiles {
  let name: String
  let isFinished: Bool
  /// The report, or the record when there is no report.
  let document: [UInt8]
  /// The journal of a run that is not finished.
  let journal: [UInt8]
  /// The path of the document.
  let path: String
  let journalPath: String
  /// The path of imported weights.
  let weightsPath: String
}

extension RunFiles {
  init(in folder: String) throws(ReportError) {
    name = URL(filePath: folder).standardized.lastPathComponent
    journalPath = folder + "/journal.jsonl"
    weightsPath = folder + "/weights.safetensors"
    isFinished = File.exists(folder + "/report.json")
    path = folder + (isFinished ? "/report.json" : "/run.json")
    do throws(ReportError) {
      document = try File.contents(of: path)
    } catch {
      guard case .cannotRead(_, let reason) = error else { throw error }
      throw .noRun(path: folder, reason: reason)
    }
    // Another process may be adding to it.
    let hasJournal = !isFinished && File.exists(journalPath)
    journal = hasJournal ? try File.contents(of: journalPath) : []
  }

  private func json<Value: Decodable>(as type: Value.Type) throws(ReportError) -> Value {
    try CanonicalJSON.decode(type, from: document, of: path)
  }

  /// The entries of the journal, which a run was told of.
  ///
  /// - Parameter replay: as that of `RunJournal`.
  private func entries<Entry: Codable & Sendable>(
    replaying replay: (Entry, Int) -> String?
  ) throws(ReportError) -> [Entry] {
    let entries = try RunJournal<Entry>.lines(of: journal, at: journalPath).entries
    try RunJournal.replay(entries, of: journalPath, replay)
    return entries
  }

  /// The report, or else what `body` makes of the record and the journal.
  private func details<Settings, Result: Codable>(
    _ body: (RunRecord<Settings>) throws -> (soFar: Result, stepSeconds: [Double])
  ) throws -> RunDetails<Settings, Result> {
    guard !isFinished else {
      return RunDetails(name: name, report: try json(as: RunReport<Settings, Result>.self))
    }
    let record = try json(as: RunRecord<Settings>.self)
    let (result, seconds) = try body(record)
    return RunDetails(
      name: name, report: RunReport(of: record, soFar: result, stepSeconds: seconds))
  }

  fileprivate func search() throws -> RunDetails<SearchRunSettings, SearchResultRecord> {
    try details { record in
      var search = try Search(
        space: record.settings.space.space(), settings: record.settings.search)
      let entries = try entries { (entry: SearchRun.Entry, _) in search.replay(entry) }
      let result = SearchResultRecord(
        search, steps: entries.map(\.step), reference: entries.last?.reference)
      return (result, entries.map(\.seconds))
    }
  }

  fileprivate func scale() throws -> RunDetails<ScaleRunSettings, ScaleResultRecord> {
    try details { record in
      var growth = try Growth(
        of: record.settings.space.space().family, settings: record.settings.growth)
      let entries = try entries { growth.replay($0, number: $1) }
      return (
        ScaleResultRecord(growth, allowsAbove: record.settings.allowsAbove),
        growth.stepSeconds(entries.map(\.seconds))
      )
    }
  }

  fileprivate func train() throws -> RunDetails<TrainRunSettings, TrainResultRecord> {
    try details { record in
      var history = TrainHistory(candidateCount: record.settings.trainings.count)
      _ = try entries { (entry: TrainRun.Entry, _) in history.add(entry) }
      return (
        try TrainResultRecord(record.settings, history: history),
        history.legs.joined().map(\.seconds)
      )
    }
  }

  fileprivate func audit() throws -> RunDetails<AuditRunSettings, AuditResultRecord> {
    try details { record in
      let settings = record.settings
      var audit = try Audit(of: settings.audit, in: settings.space.space())
      let entries = try entries { audit.replay($0, number: $1) }
      return (
        AuditResultRecord(audit, metrics: settings.proxies.metrics, workers: Workers(count: 1)),
        entries.map(\.seconds)
      )
    }
  }

  /// An import is finished when its weights are there.
  fileprivate func `import`() throws -> RunDetails<ImportRunSettings, Architecture> {
    let record = try json(as: RunRecord<ImportRunSettings>.self)
    return RunDetails(
      name: name,
      report: RunReport(
        of: record, versions: record.versions, machine: record.machine,
        result: try WeightsFile(contentsOf: weightsPath).architecture,
        timings: Timings(started: record.started, finished: record.started, stepSeconds: [])))
  }
}
