/// How metrics are measured; the defaults are the paper's.
public struct ProxySettings: Hashable, Codable, Sendable {
  /// Metrics in the order of `proxies`, then by name.
  public let metrics: [Metric]
  /// Points on the circle, both ends of [0, 2π] counted.
  public let circlePointCount: Int
  /// Repeats with fresh weights, and with a fresh circle.
  public let repeatCount: Int
  /// Where repeats may end early: see `RepeatRule`; nil for all repeats.
  public let errorShare: Double?

  /// - Precondition: at least two points, one repeat and one metric.
  public init(
    metrics: Set<Metric> = [LengthDistortion.metric, ConditionNumber.metric],
    circlePointCount: Int = 10,
    repeatCount: Int = 5, errorShare: Double? = nil
  ) {
    precondition(circlePointCount > 1, "a circle of \(circlePointCount) points")
    precondition(repeatCount > 0 && !metrics.isEmpty, "nothing to measure")
    let known = proxies.map { $0.metric }
    let others = metrics.subtracting(known).sorted { $0.rawValue < $1.rawValue }
    self.metrics = known.filter(metrics.contains) + others
    self.circlePointCount = circlePointCount
    self.repeatCount = repeatCount
    self.errorShare = errorShare
  }
}
