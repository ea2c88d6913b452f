import AsViTArchitecture
import AsViTProxies
import AsViTSearch

extension SearchLimits {
  /// The limit of a metric, as its axis counts it; nil where there is none.
  func limit(of metric: Metric) -> Double? {
    switch metric {
    case ParameterCount.metric: maxParameters.map(Double.init)
    case MACCount.metric: maxMACs.map(Double.init)
    case Latency.metric: maxLatency
    default: nil
    }
  }
}

extension Plot {
  /// A limit that is drawn where values come near it.
  struct LimitLine {
    let value: Double

    /// - Returns: nil without a limit, and for one that is farther from all values than these go.
    init?(_ limit: Double?, beside values: [Double]) {
      guard let limit, let most = values.max(), limit <= 1.25 * most else { return nil }
      value = limit
    }

    /// A dashed line across the plot.
    func mark(isVertical: Bool, across other: Axis) -> Mark {
      let ends = [other.range.lowerBound, other.range.upperBound]
      return .line(
        ends.map { isVertical ? Point(x: value, y: $0) : Point(x: $0, y: value) }, .muted,
        isDashed: true)
    }
  }
}
