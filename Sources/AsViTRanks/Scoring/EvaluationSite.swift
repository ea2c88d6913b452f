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

  /// - Parameter recent: the scores of the architectures before, in their order, by which `RepeatRule` goes.
  func scores(of architecture: Architecture, seed: Seed, after recent: [Scores]) throws -> Scores

  /// Nothing more will be scored.
  func finish() throws
}

extension EvaluationSite {
  /// The scores of an architecture that has as many repeats as every other.
  public func scores(of architecture: Architecture, seed: Seed) throws -> Scores {
    try scores(of: architecture, seed: seed, after: [])
  }
}

/// In this process.
public final class LocalSite: EvaluationSite {
  private let scorer: ProxyScorer

  public init(_ scorer: ProxyScorer) { self.scorer = scorer }

  public var lookahead: Int { 0 }

  public func expect(_ evaluations: [Evaluation]) {}

  public func scores(
    of architecture: Architecture, seed: Seed, after recent: [Scores]
  ) -> Scores {
    scorer.scores(of: architecture, seed: seed, after: recent)
  }

  public func finish() {}
}
