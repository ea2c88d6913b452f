public import AsViTNumerics
public import AsViTProxies
public import AsViTSearch

/// What an audit came to, or has come to so far: a function of its settings alone.
public struct AuditResultRecord: Hashable, Codable, Sendable {
  /// The distinct architectures that were scored, in the order of their rows.
  public let architectures: [ScoredArchitecture]
  public let scores: [ScoreNature]
  public let targets: [TargetAudit]

  /// - Parameter metrics: those that were measured.
  public init(_ audit: Audit, metrics: [Metric], workers: Workers) {
    architectures = zip(audit.architectures, audit.scores).map {
      ScoredArchitecture($0, scores: $1)
    }
    let result = audit.result(of: metrics, workers: workers)
    scores = result.scores
    targets = result.targets
  }
}
