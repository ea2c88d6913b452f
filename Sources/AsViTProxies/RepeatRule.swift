public import AsViTArchitecture
public import AsViTNumerics

/// Tells when more repeats would hardly change how an architecture ranks among those before it.
///
/// A metric has enough when the standard error of its mean is at most a share of the range of its
/// means over the last architectures, the present one among them, the range that a search's rewards
/// are relative to; or when it has no mean.
public struct RepeatRule: Sendable {
  /// The repeats that every architecture has.
  public static let leastCount = 2
  /// How many architectures a range is taken over.
  public static let windowLength = 20

  private let errorShare: Double
  private let recent: ArraySlice<Scores>

  /// - Parameter scores: of the architectures before, in their order.
  public init(errorShare: Double, after scores: [Scores]) {
    self.errorShare = errorShare
    recent = scores.suffix(Self.windowLength - 1)
  }

  /// Whether another repeat of a metric is wanted.
  public func isUndecided(_ metric: Metric, in scores: Scores) -> Bool {
    scores[metric].map { isUndecided(metric, after: $0) } ?? false
  }

  private func isUndecided(_ metric: Metric, after measurement: Measurement) -> Bool {
    guard let mean = measurement.mean.value, let error = measurement.standardError else {
      return false
    }
    let means = recent.compactMap { $0.value(of: metric) } + [mean]
    return error > errorShare * (means.max()! - means.min()!)
  }

  /// The first repeats of a measurement that are enough.
  func enough(of measurement: Measurement, for metric: Metric) -> Measurement {
    let all = measurement.repeats
    let counts = min(Self.leastCount, all.count)...all.count
    let count = counts.first {
      !isUndecided(metric, after: Measurement(repeats: Array(all.prefix($0))))
    }
    return Measurement(repeats: Array(all.prefix(count ?? all.count)))
  }
}

extension ProxyScorer {
  /// The scores of an architecture that comes after others. Where the settings have an `errorShare`, a
  /// metric has at least two of their repeats, and others until `RepeatRule` has enough.
  ///
  /// - Parameter recent: the scores of the architectures before, in their order.
  public func scores(of architecture: Architecture, seed: Seed, after recent: [Scores]) -> Scores {
    guard let errorShare = settings.errorShare, settings.repeatCount > RepeatRule.leastCount else {
      return scores(of: architecture, seed: seed)
    }
    func measured(_ proxies: [any Proxy.Type], repeats: Range<Int>) -> Scores {
      let outcomes = outcomes(
        of: proxies, architecture: architecture, network: nil, repeats: repeats, seed: seed)
      return zip(proxies, outcomes).reduce(into: Scores()) {
        $0[$1.0.metric] = Measurement(repeats: $1.1)
      }
    }
    let rule = RepeatRule(errorShare: errorShare, after: recent)
    var scores = measured(self.measured, repeats: 0..<RepeatRule.leastCount)
    for index in RepeatRule.leastCount..<settings.repeatCount {
      let undecided = self.measured.filter { rule.isUndecided($0.metric, in: scores) }
      guard !undecided.isEmpty else { break }
      scores.append(measured(undecided, repeats: index..<index + 1))
    }
    return scores
  }
}
