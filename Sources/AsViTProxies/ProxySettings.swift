/// A metric at initialisation.
public enum Metric: String, CaseIterable, Codable, Sendable {
  case lengthDistortion
  case conditionNumber
  case extrinsicCurvature
  case gaussMapLength
}

/// How metrics are measured; the defaults are the paper's.
public struct ProxySettings: Hashable, Codable, Sendable {
  /// In the order of their cases.
  public let metrics: [Metric]
  /// Points on the circle, both ends of [0, 2π] counted.
  public let circlePointCount: Int
  /// Repeats with fresh weights, and with a fresh circle.
  public let repeatCount: Int

  /// - Precondition: at least two points, one repeat and one metric.
  public init(
    metrics: Set<Metric> = [.lengthDistortion, .conditionNumber], circlePointCount: Int = 10,
    repeatCount: Int = 5
  ) {
    precondition(circlePointCount > 1, "a circle of \(circlePointCount) points")
    precondition(repeatCount > 0 && !metrics.isEmpty, "nothing to measure")
    self.metrics = Metric.allCases.filter(metrics.contains)
    self.circlePointCount = circlePointCount
    self.repeatCount = repeatCount
  }
}
