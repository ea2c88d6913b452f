import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch

/// An audit that continues from the journal of its folder and adds to it, one line for each
/// architecture.
public struct AuditRun: ~Copyable {
  typealias Entry = GrowthRun.Entry

  public private(set) var audit: Audit
  /// Of each evaluation, in order.
  public private(set) var evaluationSeconds: [Double] = []
  /// How many evaluations the journal held.
  public let resumedEvaluationCount: Int
  /// The number of a torn journal line that was dropped.
  public let droppedLine: Int?
  private var journal: Journal<Entry>

  /// Brings an audit that has recorded nothing to where the journal ends.
  ///
  /// - Throws: `ReportError` when the journal is broken, and when a line is not what this audit comes
  ///   to.
  public init(of audit: consuming Audit, in folder: borrowing RunFolder) throws {
    let journal = try Journal<Entry>(at: folder.journalPath)
    try Self.replay(journal.entries, of: folder.journalPath, in: &audit)
    self.audit = audit
    evaluationSeconds = journal.entries.map(\.seconds)
    resumedEvaluationCount = journal.entries.count
    droppedLine = journal.droppedLine
    self.journal = journal
  }

  /// - Throws: `ReportError.corruptJournal` when a line is not what the audit comes to.
  static func replay(
    _ entries: [Entry], of journalPath: String, in audit: inout Audit
  ) throws(ReportError) {
    for (index, entry) in entries.enumerated() {
      let expected = audit.next?.architecture.genotype
      guard entry.genotype == expected else {
        let mismatch = SearchError.evaluationMismatch(
          number: index + 1, recorded: entry.genotype, expected: expected)
        throw .corruptJournal(
          path: journalPath, line: index + 1, reason: mismatch.description)
      }
      audit.record(entry.scores)
    }
  }

  /// Scores what comes next and returns when that is on the device.
  ///
  /// - Precondition: the audit is not finished.
  /// - Throws: what `scores` throws, and `ReportError.cannotWrite`.
  public mutating func evaluate(
    scoring score: (Architecture, Seed) throws -> Scores
  ) throws {
    guard let evaluation = audit.next else { preconditionFailure("the audit is finished") }
    let clock = ContinuousClock()
    let start = clock.now
    let scores = try score(evaluation.architecture, evaluation.seed)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    try journal.append(
      Entry(seconds: seconds, genotype: evaluation.architecture.genotype, scores: scores))
    audit.record(scores)
    evaluationSeconds.append(seconds)
  }
}
