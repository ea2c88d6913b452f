public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies
public import AsViTSearch

/// A growth that continues from the journal of its folder.
public typealias GrowthRun = EvaluationRun<Growth>

/// An audit that continues from the journal of its folder.
public typealias AuditRun = EvaluationRun<Audit>

/// A state machine that continues from the journal of its folder and adds to it, one line for each
/// evaluation.
public struct EvaluationRun<Machine: EvaluatingMachine>: ~Copyable {
  public private(set) var machine: Machine
  public private(set) var journal: RunJournal<EvaluationEntry>
  /// The multiply-accumulates of each architecture that this process scored.
  private var evaluatedMACs: [Int] = []

  /// Brings a machine that has recorded nothing to where the journal ends.
  ///
  /// - Throws: `ReportError` when the journal is broken, and when a line is not what this machine
  ///   comes to.
  public init(of machine: Machine, in folder: borrowing RunFolder) throws(ReportError) {
    var machine = machine
    journal = try RunJournal(in: folder) { machine.replay($0, number: $1) }
    self.machine = machine
  }

  /// Scores what comes next and returns when that is on the device.
  ///
  /// - Precondition: the machine is not finished.
  /// - Throws: what `score` throws, and `ReportError.cannotWrite`.
  public mutating func evaluate(scoring score: (Architecture, Seed) throws -> Scores) throws {
    guard let evaluation = machine.next else { preconditionFailure("nothing is left to score") }
    let architecture = evaluation.architecture
    let (scores, seconds) = try timed { try score(architecture, evaluation.seed) }
    try journal.append(
      EvaluationEntry(seconds: seconds, genotype: architecture.genotype, scores: scores))
    machine.record(scores)
    evaluatedMACs.append(architecture.macCount)
  }

  /// The seconds of each evaluation, in order.
  public var evaluationSeconds: [Double] { journal.entries.map(\.seconds) }

  /// The speed of the last evaluations in this process, up to sixteen; 0 before the first.
  public var secondsPerMAC: Double {
    let recent = evaluatedMACs.suffix(16)
    let seconds = evaluationSeconds.suffix(recent.count)
    return recent.isEmpty ? 0 : seconds.reduce(0, +) / Double(recent.reduce(0, +))
  }
}

extension EvaluationRun<Growth> {
  /// The seconds of each step, in order: its evaluations together.
  public var stepSeconds: [Double] { machine.stepSeconds(evaluationSeconds) }
}

/// A journal line of growths and audits.
public struct EvaluationEntry: Sendable {
  let seconds: Double
  /// The architecture that was scored; of a growth the narrow one.
  let genotype: Genotype
  let scores: Scores
}

extension EvaluationEntry: Codable {
  private enum CodingKeys: String, CodingKey {
    case seconds, genotype
    case scores = "metrics"
  }
}

extension EvaluatingMachine {
  /// Records the scores of a journal line.
  ///
  /// - Returns: why the machine does not come to it; nil when it does.
  mutating func replay(_ entry: EvaluationEntry, number: Int) -> String? {
    let expected = next?.architecture.genotype
    guard entry.genotype == expected else {
      return SearchError.evaluationMismatch(
        number: number, recorded: entry.genotype, expected: expected
      ).description
    }
    record(entry.scores)
    return nil
  }
}

extension Growth {
  /// The seconds of each step, of those of each evaluation.
  func stepSeconds(_ evaluationSeconds: [Double]) -> [Double] {
    var rest = evaluationSeconds[...]
    return steps.map { step in
      let count = step.candidates.count { $0.scores != nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count).reduce(0, +)
    }
  }
}
