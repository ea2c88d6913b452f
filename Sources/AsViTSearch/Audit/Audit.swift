public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies
import AsViTStatistics

/// An audit of scores against what architectures came to: a deterministic function of space, settings
/// and scores.
///
///     var audit = try Audit(of: settings, in: space)
///     while let evaluation = audit.next {
///       audit.record(scorer.scores(of: evaluation.architecture, seed: evaluation.seed))
///     }
///     let result = audit.result(of: metrics, workers: workers)
///
/// Recording the scores of a journal in their order brings an audit to where the journal ends.
public struct Audit: EvaluatingMachine {
  public let settings: AuditSettings
  private let space: SearchSpace
  /// The architectures of the rows, each once, in the order of the first row that has it.
  public let architectures: [Architecture]
  /// The scores of the first architectures.
  public private(set) var scores: [Scores] = []
  private let rows: TrainedRows

  /// The closed forms that others have to beat, in their order. Every audit has them.
  public static let baselines: [any ClosedFormProxy.Type] = [
    ParameterCount.self, MACCount.self, DepthTimesWidth.self, Depth.self,
  ]

  /// An audit before its first evaluation.
  ///
  /// - Throws: when a genotype has no architecture in the space's family.
  public init(of settings: AuditSettings, in space: SearchSpace) throws(ArchitectureError) {
    rows = TrainedRows(settings.genotypes)
    architectures = try rows.genotypes.map { genotype throws(ArchitectureError) in
      try space.architecture(for: genotype)
    }
    self.settings = settings
    self.space = space
  }

  public var isFinished: Bool { scores.count == architectures.count }

  public func upcoming(_ count: Int) -> [Evaluation] {
    architectures.dropFirst(scores.count).prefix(count).map { architecture in
      Evaluation(
        architecture: architecture, seed: Seed(settings.seed).evaluating(architecture.genotype))
    }
  }

  /// Takes the scores of `next`.
  ///
  /// - Precondition: the audit is not finished.
  public mutating func record(_ scores: Scores) {
    precondition(!isFinished, "scores for an audit that is finished")
    self.scores.append(scores)
  }

  /// What the scores so far come to; architectures without scores are left out.
  ///
  /// - Parameter metrics: those that were measured.
  public func result(of metrics: [Metric], workers: Workers) -> AuditResult {
    let architectures = Array(architectures.prefix(scores.count))
    let audited = audited(metrics)
    let seed = Seed(settings.seed).derived("audit")
    return AuditResult(
      scores: ScoreNature.natures(of: audited, architectures: architectures, workers: workers),
      targets: settings.targets.compactMap { target in
        TargetAudit(
          of: target.name, higherIsBetter: target.higherIsBetter, trainings: trainings(target),
          architectures: architectures, in: space, scores: audited, seed: seed, workers: workers)
      })
  }

  /// The values of a target for each architecture with scores, one for every training that has one.
  func trainings(_ target: GenotypeTable.Column) -> [[Double]] {
    Array(rows.values(of: target).prefix(scores.count))
  }

  /// The baselines, the other metrics, the paper's objective where both its terms were measured, and
  /// scores from elsewhere, for each architecture with scores.
  func audited(_ metrics: [Metric]) -> [AuditedScore] {
    let baselines = Self.baselines.map { $0.metric }
    var audited = (baselines + metrics.filter { !baselines.contains($0) }).map { metric in
      AuditedScore(
        name: metric.rawValue, values: scores.map { $0.value(of: metric) },
        higherIsBetter: metric.direction != .lower)
    }
    if Set(metrics).isSuperset(of: Objective.paper.metrics) {
      audited.append(
        AuditedScore(
          name: Self.paperRankSum, values: Objective.paper.rankSums(of: scores).map(Double.init),
          higherIsBetter: false))
    }
    return audited
      + settings.scores.map { column in
        AuditedScore(
          name: column.name, values: rows.rows.prefix(scores.count).map { column.values[$0[0]] },
          higherIsBetter: column.higherIsBetter)
      }
  }

  /// What the rank sum in the paper's objective is called: the rank of the length distortion plus that
  /// of the condition number among all architectures.
  public static let paperRankSum = "paperRankSum"
}

/// What an audit came to.
public struct AuditResult: Hashable, Codable, Sendable {
  /// The baselines first, then metrics, then scores from elsewhere.
  public let scores: [ScoreNature]
  public let targets: [TargetAudit]
}
