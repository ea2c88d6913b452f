import AsViTArchitecture
import AsViTExport
import AsViTNumerics
import AsViTSearch
import FoundationEssentials

/// A run of any kind in a folder that may be in use: its report when it is finished, and otherwise
/// what its journal holds.
public enum StoredRun: Sendable {
  case search(RunDetails<SearchRunSettings, SearchFindings>)
  case scale(RunDetails<ScaleRunSettings, ScaleResultRecord>)
  case train(RunDetails<TrainRunSettings, TrainFindings>)
  case audit(RunDetails<AuditRunSettings, AuditResultRecord>)
  case `import`(RunDetails<ImportRunSettings, ImportFindings>)

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
  private var details: any AnyRunDetails {
    switch self {
    case .search(let run): run
    case .scale(let run): run
    case .train(let run): run
    case .audit(let run): run
    case .import(let run): run
    }
  }

  public var name: String { details.name }
  public var command: [String] { details.command }
  public var versions: Versions { details.versions }
  public var machine: Machine { details.machine }
  public var started: String { details.started }
  public var finished: String? { details.finished }
  public var isFinished: Bool { finished != nil }
  public var stepSeconds: [Double] { details.stepSeconds }
}

/// `RunDetails` of any kind.
private protocol AnyRunDetails {
  var name: String { get }
  var command: [String] { get }
  var versions: Versions { get }
  var machine: Machine { get }
  var started: String { get }
  var finished: String? { get }
  var stepSeconds: [Double] { get }
}

extension RunDetails: AnyRunDetails {}

/// What the files of a run hold.
struct RunFiles {
  let name: String
  let isFinished: Bool
  /// The report, or the record when there is no report.
  let document: [UInt8]
  /// Of a run that is not finished.
  let journal: [UInt8]
  /// Of the document.
  let path: String
  let journalPath: String
  /// Of imported weights.
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

  private func entries<Entry>(of _: Entry.Type) throws(ReportError) -> [Entry]
  where Entry: Codable & Sendable {
    try Journal<Entry>.lines(of: journal, at: journalPath).entries
  }

  fileprivate func search() throws -> RunDetails<SearchRunSettings, SearchFindings> {
    if isFinished {
      return RunDetails(
        name: name, report: try json(as: SearchReport.self), findings: SearchFindings.init)
    }
    let record = try json(as: RunRecord<SearchRunSettings>.self)
    let space = try SearchSpace(
      yaml: record.settings.space.yaml, file: record.settings.space.name + ".yaml")
    var search = try Search(space: space, settings: record.settings.search)
    let entries = try entries(of: SearchRun.Entry.self)
    try SearchRun.replay(entries, of: journalPath, in: &search)
    return RunDetails(
      name: name, record: record, stepSeconds: entries.map(\.seconds),
      findings: SearchFindings(search, steps: entries.map(\.step)))
  }

  fileprivate func scale() throws -> RunDetails<ScaleRunSettings, ScaleResultRecord> {
    if isFinished {
      return RunDetails(name: name, report: try json(as: ScaleReport.self)) { $0 }
    }
    let record = try json(as: RunRecord<ScaleRunSettings>.self)
    let space = try SearchSpace(
      yaml: record.settings.space.yaml, file: record.settings.space.name + ".yaml")
    var growth = try Growth(of: space.family, settings: record.settings.growth)
    let entries = try entries(of: GrowthRun.Entry.self)
    try GrowthRun.replay(entries, of: journalPath, in: &growth)
    return RunDetails(
      name: name, record: record,
      stepSeconds: GrowthRun.stepSeconds(of: growth, entries.map(\.seconds)),
      findings: ScaleResultRecord(growth, allowsAbove: record.settings.allowsAbove))
  }

  fileprivate func train() throws -> RunDetails<TrainRunSettings, TrainFindings> {
    if isFinished {
      return RunDetails(
        name: name, report: try json(as: TrainReport.self), findings: TrainFindings.init)
    }
    let record = try json(as: RunRecord<TrainRunSettings>.self)
    let (legs, totals) = try TrainRun.legs(
      in: entries(of: TrainRun.Entry.self), of: journalPath,
      candidateCount: record.settings.candidates.count)
    return RunDetails(
      name: name, record: record, stepSeconds: legs.joined().map(\.seconds),
      findings: try TrainFindings(record.settings, legs: legs, measuredTotals: totals))
  }

  fileprivate func audit() throws -> RunDetails<AuditRunSettings, AuditResultRecord> {
    if isFinished {
      return RunDetails(name: name, report: try json(as: AuditReport.self)) { $0 }
    }
    let record = try json(as: RunRecord<AuditRunSettings>.self)
    let space = try SearchSpace(
      yaml: record.settings.space.yaml, file: record.settings.space.name + ".yaml")
    var audit = try Audit(of: record.settings.audit, in: space)
    let entries = try entries(of: AuditRun.Entry.self)
    try AuditRun.replay(entries, of: journalPath, in: &audit)
    return RunDetails(
      name: name, record: record, stepSeconds: entries.map(\.seconds),
      findings: AuditResultRecord(
        audit, metrics: record.settings.proxies.metrics, workers: Workers(count: 1)))
  }

  /// An import is finished when its weights are there.
  fileprivate func `import`() throws -> RunDetails<ImportRunSettings, ImportFindings> {
    let record = try json(as: RunRecord<ImportRunSettings>.self)
    let weights = try WeightsFile(contentsOf: weightsPath)
    return RunDetails(
      name: name, record: record, finished: record.started, stepSeconds: [],
      findings: ImportFindings(weights))
  }
}
