public import AsViTArchitecture
public import AsViTAugmentation
public import AsViTCurriculum
public import AsViTData
public import AsViTExport
public import AsViTNumerics
public import AsViTReport
public import AsViTSearch
public import AsViTTraining

/// How the process ends, after `sysexits.h`; 64 also comes from ArgumentParser.
enum ExitStatus: Int32 {
  /// The processor is not supported, or the self-test failed.
  case unfitMachine = 1
  /// A training has no result; its report tells why.
  case allDiverged = 3
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
    case .corruptRecord, .corruptJournal, .unknownRun, .noRun, .otherSchemaVersion,
      .unfinished, .noFinishedSearch, .noFinishedRun:
      .badData
    case .cannotRead, .cannotWrite, .folderInUse: .inputOutput
    }
  }
}

extension ArchitectureError: ExitingError {
  var exitStatus: ExitStatus {
    if case .unreadableSpace = self { .inputOutput } else { .badData }
  }
}

extension DataError: ExitingError {
  var exitStatus: ExitStatus {
    switch problem {
    case .unreadable, .unwritable: .inputOutput
    case .fewerThanClasses: .usage
    default: .badData
    }
  }
}

extension SearchError: ExitingError {
  var exitStatus: ExitStatus {
    switch self {
    case .nothingFits, .nothingFitsBlocks, .nothingFitsTrained, .noExactSearch, .notSeparable,
      .tooManyRedraws,
      .noDirection, .doesNotGrow, .smallestBreaksLimits, .targetOutOfReach, .sampleTooLarge:
      .usage
    case .journalMismatch, .journalOutOfOrder, .evaluationMismatch, .trainedElsewhere,
      .tooFewTrained, .doesNotRank:
      .badData
    }
  }
}

extension TrainingError: ExitingError {
  var exitStatus: ExitStatus { .badData }
}

extension CurriculumError: ExitingError {
  var exitStatus: ExitStatus { .badData }
}

extension AugmentationError: ExitingError {
  var exitStatus: ExitStatus { .usage }
}

extension WeightsError: ExitingError {
  var exitStatus: ExitStatus {
    if case .file(.unreadable(_, .unreadable)) = self { .inputOutput } else { .badData }
  }
}

extension ONNXError: ExitingError {
  var exitStatus: ExitStatus { .badData }
}

extension ProcessorError: ExitingError {
  var exitStatus: ExitStatus { .unfitMachine }
}
