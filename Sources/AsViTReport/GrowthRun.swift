import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch

/// A growth that continues from the journal of its folder and adds to it, one line for each
/// evaluation.
public struct GrowthRun: ~Copyable {
  /// A journal line.
  struct Entry: Codable, Sendable {
    let seconds: Double
    /// As it was scored, at the narrow width.
    let genotype: Genotype
    let scores: Scores
  }

  public private(set) var growth: Growth
  /// Of each evaluation, in order.
  public private(set) var evaluationSeconds: [Double] = []
  /// How many evaluations the journal held.
  public let resumedEvaluationCount: Int
  /// The number of a torn journal line that was dropped.
  public let droppedLine: Int?
  private var journal: Journal<Entry>
  /// Of each architecture that this process scored.
  private var evaluatedMACs: [Int] = []

  /// Brings a growth that has recorded nothing to where the journal ends.
  ///
  /// - Throws: `ReportError` when the journal is broken, and when a line is not what this growth
  ///   comes to.
  public init(of growth: consuming Growth, in folder: borrowing RunFolder) throws {
    let journal = try Journal<Entry>(at: folder.journalPath)
    try Self.replay(journal.entries, of: folder.journalPath, in: &growth)
    self.growth = growth
    evaluationSeconds = journal.entries.map(\.seconds)
    resumedEvaluationCount = journal.entries.count
    droppedLine = journal.droppedLine
    self.journal = journal
  }

  /// - Throws: `ReportError.corruptJournal` when a line is not what the growth comes to.
  static func replay(
    _ entries: [Entry], of journalPath: String, in growth: inout Growth
  ) throws(ReportError) {
    for (index, entry) in entries.enumerated() {
      let expected = growth.next?.architecture.genotype
      guard entry.genotype == expected else {
        let mismatch = SearchError.evaluationMismatch(
          number: index + 1, recorded: entry.genotype, expected: expected)
        throw .corruptJournal(
          path: journalPath, line: index + 1, reason: mismatch.description)
      }
      growth.record(entry.scores)
    }
  }

  /// Scores what comes next and returns when that is on the device.
  ///
  /// - Precondition: the growth is not finished.
  /// - Throws: what `scores` throws, and `ReportError.cannotWrite`.
  public mutating func evaluate(
    scoring score: (Architecture, Seed) throws -> Scores
  ) throws {
    guard let evaluation = growth.next else { preconditionFailure("the growth is finished") }
    let clock = ContinuousClock()
    let start = clock.now
    let scores = try score(evaluation.architecture, evaluation.seed)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    try journal.append(
      Entry(seconds: seconds, genotype: evaluation.architecture.genotype, scores: scores))
    growth.record(scores)
    evaluationSeconds.append(seconds)
    evaluatedMACs.append(evaluation.architecture.macCount)
  }

  /// The speed of the last evaluations in this process, up to sixteen; 0 before the first.
  public var secondsPerMAC: Double {
    let recent = evaluatedMACs.suffix(16)
    let seconds = evaluationSeconds.suffix(recent.count)
    return recent.isEmpty ? 0 : seconds.reduce(0, +) / Double(recent.reduce(0, +))
  }

  /// Of each step, in order: its evaluations together.
  public var stepSeconds: [Double] { Self.stepSeconds(of: growth, evaluationSeconds) }

  static func stepSeconds(of growth: Growth, _ evaluationSeconds: [Double]) -> [Double] {
    var rest = evaluationSeconds[...]
    return growth.steps.map { step in
      let count = step.candidates.count { $0.scores != nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).reduce(0, +)
    }
  }
}
