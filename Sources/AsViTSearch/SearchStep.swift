public import AsViTArchitecture
public import AsViTProxies

/// One finished step of a search.
///
/// A function of space, settings, scores and latencies alone; the time it took is not part of it.
public struct SearchStep: Hashable, Sendable {
  /// Counts from 1.
  public let number: Int
  public let genotype: Genotype
  public let scores: Scores
  /// Whether the scores were taken over from the first step with this genotype.
  public let reusesScores: Bool
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  public let reward: Double
  /// What the reward was compared with, itself included; nil for controllers without a baseline.
  public let baseline: Double?
  /// Entropy of the distributions the genotype was drawn from, in nats; nil without such.
  public let entropy: Double?
  /// Those distributions: one probability for each option of each choice of the space. Reports leave
  /// them out of their steps.
  public var probabilities: [[Double]]?
  /// Proposals that broke the limits before this one.
  public let redrawCount: Int
  /// Those among them whose latency was measured in this step, in order; nil where none was.
  public var tooSlow: [TooSlowArchitecture]?
}

extension SearchStep: Codable {
  private enum CodingKeys: String, CodingKey {
    case number, genotype
    case scores = "metrics"
    case reusesScores, parameterCount, macCount, reward, baseline, entropy, probabilities
    case redrawCount, tooSlow
  }
}
