import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch

/// A search that continues from the journal of its folder and adds to it.
public struct SearchRun: ~Copyable {
  /// A journal line.
  struct Entry: Codable, Sendable {
    let seconds: Double
    let step: SearchStep
  }

  public private(set) var search: Search
  public private(set) var steps: [SearchStep] = []
  /// Of each step, in order.
  public private(set) var stepSeconds: [Double] = []
  /// How many steps the journal held.
  public let resumedStepCount: Int
  /// The number of a torn journal line that was dropped.
  public let droppedLine: Int?
  private var journal: Journal<Entry>

  /// Brings a search that has made no step to where the journal ends.
  ///
  /// - Throws: `ReportError` when the journal is broken, and when a line is not what this search
  ///   comes to.
  public init(of search: consuming Search, in folder: borrowing RunFolder) throws {
    let journal = try Journal<Entry>(at: folder.journalPath)
    try Self.replay(journal.entries, of: folder.journalPath, in: &search)
    self.search = search
    steps = journal.entries.map(\.step)
    stepSeconds = journal.entries.map(\.seconds)
    resumedStepCount = steps.count
    droppedLine = journal.droppedLine
    self.journal = journal
  }

  /// - Throws: `ReportError.corruptJournal` when a line is not what the search comes to.
  static func replay(
    _ entries: [Entry], of journalPath: String, in search: inout Search
  ) throws(ReportError) {
    for (index, entry) in entries.enumerated() {
      let reason: String
      do throws(SearchError) {
        let step = try search.replay(entry.step)
        if step == entry.step { continue }
        reason = "step \(step.number) is not what its scores lead to"
      } catch {
        reason = error.description
      }
      throw .corruptJournal(path: journalPath, line: index + 1, reason: reason)
    }
  }

  /// Makes the next step and returns when it is on the device.
  ///
  /// - Throws: what `scores` throws, `SearchError`, and `ReportError.cannotWrite`.
  @discardableResult
  public mutating func step(
    scoring scores: (Architecture, Seed) throws -> Scores
  ) throws -> SearchStep {
    let clock = ContinuousClock()
    let start = clock.now
    let step = try search.step(scoring: scores)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    try journal.append(Entry(seconds: seconds, step: step))
    steps.append(step)
    stepSeconds.append(seconds)
    return step
  }

  /// What the steps so far come to.
  ///
  /// - Parameter scores: called when no step looked at the derived architecture.
  /// - Precondition: at least one step was made.
  public func result(
    scoring scores: (Architecture, Seed) throws -> Scores
  ) throws -> SearchResultRecord {
    SearchResultRecord(try search.result(scoring: scores), of: search, steps: steps)
  }
}
