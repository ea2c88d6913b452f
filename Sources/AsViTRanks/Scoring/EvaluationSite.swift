public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies
public import AsViTSearch

/// Where architectures are scored: in this process, or on all ranks of a job. The scores are the same.
public protocol EvaluationSite: AnyObject {
  /// How many evaluations it is good to know before the scores of the first are asked for; 0 where that
  /// is of no use.
  var lookahead: Int { get }

  /// Tells evaluations whose scores will be asked for, in this order.
  func expect(_ evaluations: [Evaluation]) throws

  func scores(of architecture: Architecture, seed: Seed) throws -> Scores

  /// Nothing more will be scored.
  func finish() throws
}

/// In this process.
public final class LocalSite: EvaluationSite {
  private let scorer: ProxyScorer

  public init(_ scorer: ProxyScorer) { self.scorer = scorer }

  public var lookahead: Int { 0 }

  public func expect(_ evaluations: [Evaluation]) {}

  public func scores(of architecture: Architecture, seed: Seed) -> Scores {
    scorer.scores(of: architecture, seed: seed)
  }

  public func finish() {}
}
