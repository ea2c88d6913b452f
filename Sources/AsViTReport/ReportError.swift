/// What can go wrong with a run folder.
public enum ReportError: Error, Hashable, Sendable {
  /// The system refused to read a file or folder, with its reason.
  case cannotRead(path: String, reason: String)
  /// The system refused to create or write a file or folder, with its reason.
  case cannotWrite(path: String, reason: String)
  /// A folder in which another process works: the one that the lock file names.
  case folderInUse(path: String, owner: RunOwner?)
  /// The folder holds these files of a run but no `run.json` that says where they come from.
  case unknownRun(path: String, files: [String])
  /// A folder that should hold a run does not.
  case noRun(path: String, reason: String)
  /// A report or record of a version that this program does not read.
  case otherSchemaVersion(path: String, found: Int, expected: Int)
  /// A folder whose run has only come so far, with the command that goes on with it.
  case unfinished(path: String, progress: String, command: String)
  /// A folder that should hold a finished search does not.
  case noFinishedSearch(path: String, reason: String)
  /// A folder or a file that should hold the report of a finished run does not.
  case noFinishedRun(path: String, reason: String)
  /// A file that the program wrote does not read back.
  case corruptRecord(path: String, reason: String)
  /// A whole journal line does not read back; lines count from 1.
  case corruptJournal(path: String, line: Int, reason: String)
  /// The run in the folder was started with other settings.
  case settingsDiffer(path: String, differences: [JSONDifference])
}

extension ReportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .folderInUse(let path, let owner):
      "\(path): in use by "
        + (owner.map { "process \($0.process) on \($0.host)" } ?? "another process")
        + "; wait for it to end or choose another folder"
    case .unknownRun(let path, let files):
      "\(path): holds \(files.joined(separator: ", ")) of a run but no run.json; choose a new "
        + "folder, or start afresh with --force"
    case .noRun(let path, let reason):
      "\(path): not a run: \(reason); name the folder of one"
    case .otherSchemaVersion(let path, let found, let expected):
      "\(path): schema version \(found), this program reads \(expected); use the asvit that wrote it"
    case .unfinished(let path, let progress, let command):
      "\(path): not finished: \(progress); the same command goes on:\n  \(command)"
    case .noFinishedSearch(let path, let reason):
      "\(path): not a finished search: \(reason); name the folder of one"
    case .noFinishedRun(let path, let reason):
      "\(path): not the report of a finished run: \(reason); name the folder of one"
    case .corruptRecord(let path, let reason):
      "\(path): \(reason); choose a new folder, or start afresh with --force"
    case .corruptJournal(let path, let line, let reason):
      "\(path):\(line): \(reason); choose a new folder, start afresh with --force, or delete "
        + "this line and all below it to resume from there"
    case .settingsDiffer(let path, let differences):
      "\(path) was started with other settings:\n"
        + differences.map { "  \($0)\n" }.joined()
        + "choose a new folder, or start afresh with --force"
    }
  }
}
