/// The report of a run of any kind.
public enum FinishedRun: Sendable {
  case search(SearchReport)
  case scale(ScaleReport)
  case train(TrainReport)

  public var space: SpaceRecord {
    switch self {
    case .search(let report): report.settings.space
    case .scale(let report): report.settings.space
    case .train(let report): report.settings.space
    }
  }

  /// - Parameter path: of a run's folder, which may be in use, or of its report.
  /// - Throws: `ReportError.unfinished`, `noFinishedRun` with the reason.
  public init(at path: String) throws(ReportError) {
    let reportPath = path.hasSuffix(".json") ? path : path + "/report.json"
    do throws(ReportError) {
      try self.init(report: File.contents(of: reportPath), at: reportPath)
    } catch .cannotRead(_, let reason), .corruptRecord(_, let reason) {
      if let unfinished = ReportError(unfinishedRunAt: path) { throw unfinished }
      let isImport = (try? RunKind(of: File.contents(of: path + "/run.json"), at: path)) == .import
      throw .noFinishedRun(
        path: reportPath,
        reason: isImport ? "\(path) holds imported weights, which are no result" : reason)
    }
  }

  /// - Parameter path: for messages.
  init(report bytes: [UInt8], at path: String) throws(ReportError) {
    func read<Report: Decodable>(_ type: Report.Type) throws(ReportError) -> Report {
      try CanonicalJSON.decode(type, from: bytes, of: path)
    }
    switch try RunKind(of: bytes, at: path) {
    case .search: self = .search(try read(SearchReport.self))
    case .scale: self = .scale(try read(ScaleReport.self))
    case .train: self = .train(try read(TrainReport.self))
    case .audit:
      throw .corruptRecord(path: path, reason: "an audit, which chooses no network")
    case .import:
      throw .corruptRecord(path: path, reason: "imported weights have no report")
    }
  }
}
