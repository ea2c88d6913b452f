import AsViTReport

/// How the process ends, after `sysexits.h`; 64, usage, also comes from ArgumentParser.
enum ExitStatus: Int32 {
  case usage = 64
  case badData = 65
  case inputOutput = 74
  /// 128 + SIGINT.
  case interrupted = 130
}

/// An error that knows how the process ends. Its description is what the user reads.
protocol ExitingError: Error, CustomStringConvertible {
  var exitStatus: ExitStatus { get }
}

extension ReportError: ExitingError {
  var exitStatus: ExitStatus {
    switch self {
    case .settingsDiffer: .usage
    case .corruptRecord, .corruptJournal, .unknownRun: .badData
    case .cannotRead, .cannotWrite, .folderInUse: .inputOutput
    }
  }
}
