import FoundationEssentials
import Glibc

/// A file of one JSON value per line, each flushed to the device before `append` returns: the log
/// is the checkpoint.
public struct Journal<Entry: Codable & Sendable>: ~Copyable {
  /// What the file held when it was opened.
  public let entries: [Entry]
  /// The number of a torn last line that was dropped on opening; lines count from 1.
  public let droppedLine: Int?
  private let file: File
  private var byteCount: Int

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
    droppedLine = byteCount < contents.count ? entries.count + 1 : nil
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

  /// Adds one line. When that fails the file is cut back to the lines before.
  ///
  /// - Throws: `ReportError.cannotWrite` with the reason, such as a full disk.
  public mutating func append(_ entry: Entry) throws(ReportError) {
    let line = try CanonicalJSON.line(entry, for: file.path)
    do throws(ReportError) {
      try file.write(line)
      try file.synchronise()
    } catch {
      try file.truncate(to: byteCount)
      throw error
    }
    byteCount += line.count
  }
}
