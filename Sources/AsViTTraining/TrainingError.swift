public import AsViTArchitecture
public import AsViTData

/// Why a training cannot go on from a file.
public enum TrainingError: Error, Hashable, Sendable {
  /// A checkpoint that is no whole safetensors file.
  case unreadableCheckpoint(SafeTensorsError)
  /// A checkpoint that does not hold what one holds, with the reason.
  case corruptCheckpoint(path: String, reason: String)
  /// A checkpoint of a run with other settings.
  case otherRun(path: String)
  /// A checkpoint of another network.
  case otherArchitecture(path: String, found: Genotype?, expected: Genotype)
}

extension TrainingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadableCheckpoint(let error):
      "\(error); delete the checkpoint to train this candidate from the start again"
    case .corruptCheckpoint(let path, let reason):
      "\(path): \(reason); delete it to train this candidate from the start again"
    case .otherRun(let path):
      """
      \(path): a checkpoint of a run with other settings; delete it to train this candidate from \
      the start again
      """
    case .otherArchitecture(let path, let found, let expected):
      """
      \(path): a checkpoint of \(found?.description ?? "another network"), not of \(expected); \
      delete it to train this candidate from the start again
      """
    }
  }
}
