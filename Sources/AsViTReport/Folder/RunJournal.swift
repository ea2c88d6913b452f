/// The journal of a run that goes on: what earlier processes finished, and what this one adds.
public struct RunJournal<Entry: Codable & Sendable>: ~Copyable {
  /// Everything that is finished, in order.
  private(set) var entries: [Entry]
  /// The number of entries that earlier processes left.
  public let resumedCount: Int
  /// The number of a torn line that was dropped.
  public let droppedLine: Int?
  public let path: String
  private var journal: Journal<Entry>

  /// Opens the journal of a folder and brings a run to where it ends.
  ///
  /// - Parameter replay: tells the run of an entry and its number, from 1; returns why the run does
  ///   not come to it, or nil.
  /// - Throws: `ReportError` when the journal is broken, and when an entry is not what the run comes
  ///   to.
  init(
    in folder: borrowing RunFolder, replaying replay: (Entry, Int) -> String?
  ) throws(ReportError) {
    path = folder.journalPath
    let journal = try Journal<Entry>(at: path)
    try Self.replay(journal.entries, of: path, replay)
    entries = journal.entries
    resumedCount = entries.count
    droppedLine = journal.droppedLine
    self.journal = journal
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

  /// Adds one entry and returns when it is on the device.
  mutating func append(_ entry: Entry) throws(ReportError) {
    try journal.append(entry)
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
