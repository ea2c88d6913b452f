import AsViTArchitecture
import AsViTNumerics
import AsViTProxies

/// What a search came to.
public struct SearchResult: Hashable, Sendable {
  /// The seed topology: the most likely option of every choice under the learned policy, or the
  /// best seen for controllers without preferences.
  public let derived: ScoredArchitecture
  /// The best architectures seen, least rank sum first; at most ten.
  public let best: [RankedArchitecture]
  /// How many distinct architectures were scored in the steps.
  public let distinctCount: Int
  /// Entropy of the final policy, in nats; nil for controllers without one.
  public let entropy: Double?
  /// The final policy: one probability for each option of each choice of the space.
  public let probabilities: [[Double]]?
}

extension Search {
  /// What the steps so far come to.
  ///
  /// Under limits the most likely options can add up to an architecture that breaks them. The
  /// result is then the most likely one among those seen.
  ///
  /// - Parameter scores: called when the derived architecture was never looked at.
  /// - Precondition: at least one step was made.
  /// - Throws: what `scores` throws.
  public func result(scoring scores: (Architecture, Seed) throws -> Scores) throws -> SearchResult {
    precondition(completedStepCount > 0, "no result before the first step")
    let ranked = ranked
    return SearchResult(
      derived: try derived(scoring: scores) ?? ranked[0].architecture,
      best: Array(ranked.prefix(10)), distinctCount: ranked.count, entropy: policy?.entropy,
      probabilities: policy?.probabilities)
  }

  /// Nil when the controller has no preference.
  private func derived(
    scoring score: (Architecture, Seed) throws -> Scores
  ) throws -> ScoredArchitecture? {
    guard let policy, let preferred = controller.preferredSelection else { return nil }
    let architecture = space.architecture(for: preferred)
    guard settings.limits.admit(architecture) else {
      let likelihoods = archive.selections.map(policy.logProbability)
      let best = likelihoods.indices.reduce(0) { likelihoods[$1] > likelihoods[$0] ? $1 : $0 }
      return archive.architectures[best]
    }
    if let seen = archive[architecture.genotype] { return seen }
    let seed = Seed(settings.seed).evaluating(architecture.genotype)
    return ScoredArchitecture(
      architecture, scores: try score(architecture, seed), firstStep: nil)
  }
}
