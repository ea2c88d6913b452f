import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTStatistics

/// What a score is, whatever the target: how far it is another name for size or depth.
public struct ScoreNature: Hashable, Codable, Sendable {
  public let score: String
  public let higherIsBetter: Bool
  /// How many architectures it has no value for. They rank last.
  public let missingCount: Int
  /// Spearman's ρ with the number of parameters; nil when one of them is the same for all.
  public let rhoWithParameters: Double?
  /// Spearman's ρ with the number of blocks.
  public let rhoWithDepth: Double?

  /// From here on a score is said to measure size, or to count layers.
  public static let leastRho = 0.95

  public var isSizeMeter: Bool { (rhoWithParameters ?? 0).magnitude >= Self.leastRho }
  public var isLayerCounter: Bool { (rhoWithDepth ?? 0).magnitude >= Self.leastRho }
}

extension ScoreNature {
  static func natures(
    of scores: [AuditedScore], architectures: [Architecture], workers: Workers
  ) -> [ScoreNature] {
    let rows = Resampling(
      rowCount: architectures.count, sampleCount: 0, seed: Seed(0), workers: workers)
    let size = rows.counting(Ordering(architectures.map(ParameterCount.value)))
    let depth = rows.counting(Ordering(architectures.map(Depth.value)))
    return scores.map { score in
      let order = rows.counting(Ordering(score.values, higherIsBetter: score.higherIsBetter))
      return ScoreNature(
        score: score.name, higherIsBetter: score.higherIsBetter,
        missingCount: score.values.count { $0 == nil },
        rhoWithParameters: rows.rho(order, size).estimate,
        rhoWithDepth: rows.rho(order, depth).estimate)
    }
  }
}
