public import AsViTArchitecture
import AsViTProxies

/// The distinct architectures that a search scored, beside each other.
public struct Ranking: Sendable {
  public let objective: Objective
  /// Least rank sum first; among equals the one seen first.
  public let architectures: [ScoredArchitecture]
  /// Indices of the Pareto front, the best in the first term first.
  public let front: [Int]

  /// - Parameters:
  ///   - steps: those of the search, in order.
  ///   - found: what the search came to, which no step need have looked at.
  ///   - objective: any of what was measured, and of the closed forms. Without terms what was found is
  ///     first, and then the others as they were seen.
  /// - Throws: when the space does not know an architecture.
  public init(
    of steps: [SearchStep], and found: ScoredArchitecture?, by objective: Objective,
    in space: SearchSpace
  ) throws(ArchitectureError) {
    let forms = objective.metrics.compactMap { metric in
      proxies.first { $0.metric == metric } as? any ClosedFormProxy.Type
    }
    var archive = Archive()
    func add(_ scored: ScoredArchitecture) throws(ArchitectureError) {
      var scored = scored
      for form in forms where scored.scores[form.metric] == nil {
        let value = form.value(of: try space.architecture(for: scored.genotype))
        scored.scores[form.metric] = Measurement(repeats: [Outcome(value)])
      }
      archive.record(scored, selection: [])
    }
    let seen = steps.filter { !$0.reusesScores }.map { ScoredArchitecture($0) }
    let others =
      objective.terms.isEmpty ? seen.filter { $0.genotype != found?.genotype } : seen
    if let found, !others.contains(where: { $0.genotype == found.genotype }) { try add(found) }
    for scored in others { try add(scored) }
    self.objective = objective
    architectures = archive.ranked(by: objective)
    front = objective.terms.isEmpty ? [] : objective.front(of: architectures.map(\.scores))
  }

  /// The place by one metric, from 1, best first.
  public struct Place: Hashable, Codable, Sendable {
    public let rank: Int
    /// The first and the last place that it could have: those from which it cannot be told apart, by 1.96
    /// standard errors of the difference of two means over repeats, stand on either side of it.
    public let first: Int
    public let last: Int
  }

  /// - Parameter index: that of an architecture.
  /// - Returns: nil where it has no value.
  public func place(of index: Int, by term: Objective.Term) -> Place? {
    guard let own = RepeatedMean(architectures[index].scores[term.metric]) else { return nil }
    var (better, clearlyBetter, clearlyWorse) = (0, 0, 0)
    let others = architectures.compactMap { RepeatedMean($0.scores[term.metric]) }
    for other in others {
      let isClear = own.differs(from: other)
      if term.direction.isBetter(other.mean, than: own.mean) {
        better += 1
        clearlyBetter += isClear ? 1 : 0
      } else {
        clearlyWorse += isClear ? 1 : 0
      }
    }
    return Place(rank: better + 1, first: clearlyBetter + 1, last: others.count - clearlyWorse)
  }
}

/// A mean over repeats.
private struct RepeatedMean {
  let mean: Double
  /// The square of the standard error; 0 for what is not repeated.
  private let variance: Double

  init?(_ measurement: Measurement?) {
    guard let measurement, let mean = measurement.mean.value else { return nil }
    let deviation = measurement.standardDeviation ?? 0
    self.mean = mean
    variance = deviation * deviation / Double(measurement.repeats.count)
  }

  func differs(from other: RepeatedMean) -> Bool {
    (mean - other.mean).magnitude > 1.96 * (variance + other.variance).squareRoot()
  }
}
