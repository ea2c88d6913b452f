public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies

extension Search {
  /// The topology that the steps so far come to: the most likely option of every choice under the
  /// learned policy, or the best seen for controllers without preferences.
  ///
  /// Under limits the most likely options can add up to an architecture that breaks them. It is then
  /// the most likely one among those seen.
  ///
  /// - Parameters:
  ///   - score: called when the topology was never looked at.
  ///   - time: called before, where the settings measure latencies.
  /// - Precondition: at least one step was made.
  /// - Throws: what `score` and `time` throw.
  public func found(
    scoring score: (Architecture, Seed) throws -> Scores,
    timing time: (Architecture) throws -> Measurement = Self.unmeasured
  ) throws -> ScoredArchitecture {
    precondition(completedStepCount > 0, "no topology before the first step")
    guard let policy, let preferred = controller.preferredSelection else {
      var best = ranked[0]
      best.rankSum = nil
      return best
    }
    let architecture = space.architecture(for: preferred)
    if let seen = archive[architecture.genotype] { return seen }
    var likeliestSeen: ScoredArchitecture {
      let likelihoods = archive.selections.map(policy.logProbability)
      let best = likelihoods.indices.reduce(0) { likelihoods[$1] > likelihoods[$0] ? $1 : $0 }
      return archive.architectures[best]
    }
    guard settings.limits.admit(architecture) else { return likeliestSeen }
    let latency = settings.measuresLatency ? try latency(of: architecture, timing: time) : nil
    guard settings.limits.admit(latency: latency) else { return likeliestSeen }
    let seed = Seed(settings.seed).evaluating(architecture.genotype)
    var scores = try score(architecture, seed)
    if let latency { scores[Latency.metric] = latency }
    return ScoredArchitecture(architecture, scores: scores)
  }
}
