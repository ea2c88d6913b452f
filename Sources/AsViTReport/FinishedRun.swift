/// The report of a run of any kind.
public enum FinishedRun: Sendable {
  case search(SearchReport)
  case scale(ScaleReport)
  case train(TrainReport)

  /// - Parameter path: of a run's folder, which may be in use, or of its report.
  /// - Throws: `ReportError.noFinishedRun` with the reason.
  public init(at path: String) throws(ReportError) {
    let reportPath = path.hasSuffix(".json") ? path : path + "/report.json"
    do throws(ReportError) {
      let bytes = try File.contents(of: reportPath)
      func read<Report: Decodable>(_ type: Report.Type) throws(ReportError) -> Report {
        try CanonicalJSON.decode(type, from: bytes, of: reportPath)
      }
      switch try RunKind(of: bytes, at: reportPath) {
      case .search: self = .search(try read(SearchReport.self))
      case .scale: self = .scale(try read(ScaleReport.self))
      case .train: self = .train(try read(TrainReport.self))
      }
    } catch .cannotRead(_, let reason), .corruptRecord(_, let reason) {
      throw .noFinishedRun(path: reportPath, reason: reason)
    }
  }
}
