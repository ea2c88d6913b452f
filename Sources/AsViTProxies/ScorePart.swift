public import AsViTArchitecture
public import AsViTNumerics

/// What is computed on its own of the scores of an architecture: metrics that share work, on one draw of
/// weights.
public struct ScorePart: Hashable, Codable, Sendable {
  /// Metrics in the order of the settings.
  public let metrics: [Metric]
  /// Repeat that it is; nil for what is a function of the architecture alone.
  public let draw: Int?
}

extension ProxyScorer {
  /// The parts that need networks, those that take longest first.
  public var drawnParts: [ScorePart] {
    let drawn = Dictionary(grouping: measured.filter { $0.needs.contains(.network) }, by: sharing)
    let groups = drawn.sorted { $0.key < $1.key }.map { $0.value.map { $0.metric } }
    return groups.flatMap { metrics in
      (0..<settings.repeatCount).map { ScorePart(metrics: metrics, draw: $0) }
    }
  }

  /// The part that needs no network; none where all metrics do.
  public var closedParts: [ScorePart] {
    let metrics = measured.filter { !$0.needs.contains(.network) }.map { $0.metric }
    return metrics.isEmpty ? [] : [ScorePart(metrics: metrics, draw: nil)]
  }

  /// What a proxy shares its work with: what has the same text shares draws and passes. Groups are in the
  /// order of the texts, the kernel first.
  private func sharing(_ proxy: any Proxy.Type) -> String {
    if proxy.needs.isSuperset(of: .kernel) { return "0 kernel" }
    if proxy is any CurveProxy.Type { return "1 curve" }
    return proxy is any FlowProxy.Type ? "2 flow" : "3 \(proxy.metric.rawValue)"
  }

  /// The outcomes of a part, for each of its metrics; the same as in the scores of the whole.
  public func outcomes(
    of part: ScorePart, for architecture: Architecture, seed: Seed
  ) -> [Outcome] {
    let repeats = part.draw.map { $0..<$0 + 1 }
    let outcomes = outcomes(
      of: measured.filter { part.metrics.contains($0.metric) }, architecture: architecture,
      network: nil, repeats: repeats ?? 0..<settings.repeatCount, seed: seed)
    return outcomes.map { $0[0] }
  }

  /// About how many multiply-accumulates a part takes.
  public func cost(of part: ScorePart, for architecture: Architecture) -> Double {
    let isOfCurve = measured.contains {
      $0 is any CurveProxy.Type && part.metrics.contains($0.metric)
    }
    let passes =
      isOfCurve
      ? (settings.circlePointCount - 1) * needs.curveOrders
      // Forward, and backward for each image.
      : 3 * max(images.count, 1)
    return Double(architecture.macCount * passes)
  }

  /// The scores that all parts make up.
  ///
  /// - Precondition: all parts are there, with an outcome for each metric.
  public func scores(joining outcomes: [ScorePart: [Outcome]]) -> Scores {
    var scores = Scores()
    for part in closedParts + drawnParts {
      guard let outcomes = outcomes[part], outcomes.count == part.metrics.count else {
        preconditionFailure("no outcomes of \(part)")
      }
      for (metric, outcome) in zip(part.metrics, outcomes) {
        scores[metric] = Measurement(repeats: (scores[metric]?.repeats ?? []) + [outcome])
      }
    }
    return scores
  }
}
