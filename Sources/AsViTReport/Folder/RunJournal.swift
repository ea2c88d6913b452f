import FoundationEssentials
import Glibc

/// The journal of a run: a file of one JSON value per line, each flushed to the device before
/// `append` returns. The log is the checkpoint.
public struct RunJournal<Entry: Codable & Sendable>: ~Copyable {
  /// Everything that is finished, in order.
  public private(set) var entries: [Entry]
  /// The number of entries that earlier processes left.
  public let resumedCount: Int
  /// The number of a torn last line that was dropped on opening; lines count from 1.
  public let droppedLine: Int?
  private let file: File
  private var byteCount: Int

  public var path: String { file.path }

  /// Opens the journal, or creates an empty one.
  ///
  /// A last line that lacks its end is what a crash leaves: it is cut off.
  ///
  /// - Throws: `ReportError.corruptJournal` when a whole line does not decode.
  public init(at path: String) throws(ReportError) {
    let file = try File(opening: path, flags: O_RDWR | O_CREAT)
    // A new file is on the device when its name is: lines are nothing without it.
    try File.synchroniseName(of: path)
    let contents = try file.readToEnd()
    let (entries, byteCount) = try Self.lines(of: contents, at: path)
    try file.truncate(to: byteCount)
    self.file = file
    self.entries = entries
    self.byteCount = byteCount
    resumedCount = entries.count
    droppedLine = byteCount < contents.count ? entries.count + 1 : nil
  }

  /// Opens the journal of a folder and brings a run to where it ends.
  ///
  /// - Parameter replay: tells the run of an entry and its number, from 1; returns why the run does
  ///   not come to it, or nil.
  /// - Throws: `ReportError` when the journal is broken, and when an entry is not what the run comes
  ///   to.
  init(
    in folder: borrowing RunFolder, replaying replay: (Entry, Int) -> String?
  ) throws(ReportError) {
    let journal = try Self(at: folder.journalPath)
    try Self.replay(journal.entries, of: journal.path, replay)
    self = journal
  }

  /// - Throws: `ReportError.corruptJournal` with the first reason that `replay` returns.
  static func replay(
    _ entries: [Entry], of path: String, _ replay: (Entry, Int) -> String?
  ) throws(ReportError) {
    for (index, entry) in entries.enumerated() {
      guard let reason = replay(entry, index + 1) else { continue }
      throw .corruptJournal(path: path, line: index + 1, reason: reason)
    }
  }

  /// The entries of a journal and the bytes they take; a torn last line is left out.
  ///
  /// - Parameter path: for messages.
  /// - Throws: `ReportError.corruptJournal` when a whole line does not decode.
  static func lines(
    of contents: [UInt8], at path: String
  ) throws(ReportError) -> (entries: [Entry], byteCount: Int) {
    var entries: [Entry] = []
    var start = 0
    while let end = contents[start...].firstIndex(of: UInt8(ascii: "\n")) {
      do {
        entries.append(
          try decodeChecked(Entry.self, from: Data(contents[start..<end])))
      } catch {
        throw .corruptJournal(path: path, line: entries.count + 1, reason: jsonReason(error))
      }
      start = end + 1
    }
    return (entries, start)
  }

  /// Adds one entry and returns when it is on the device. When that fails the file is cut back to
  /// the lines before.
  ///
  /// - Throws: `ReportError.cannotWrite` with the reason, such as a full disk.
  public mutating func append(_ entry: Entry) throws(ReportError) {
    let line = try CanonicalJSON.line(entry, for: path)
    do throws(ReportError) {
      try file.write(line)
      try file.synchronise()
    } catch {
      try file.truncate(to: byteCount)
      throw error
    }
    byteCount += line.count
    entries.append(entry)
  }
}

/// What `body` returns, and how many seconds it took.
func timed<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
  let clock = ContinuousClock()
  let start = clock.now
  let value = try body()
  return (value, start.duration(to: clock.now) / .seconds(1))
}
