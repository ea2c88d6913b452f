import AsViTProxies
import AsViTReport

/// How pages name metrics.
extension Metric {
  /// The title at the beginning of a line.
  var heading: String { title.prefix(1).uppercased() + title.dropFirst() }

  func axis(holding values: [Double]) -> Axis {
    let label = title + (direction.map { ", \($0.rawValue) is better" } ?? "")
    return Axis(label, isLogarithmic ? .logarithmic : .linear, holding: values)
  }
}

extension Sequence<ProxySettings> {
  /// All metrics, in the order of the first that has them.
  var metrics: [Metric] {
    reduce(into: []) { metrics, settings in
      metrics += settings.metrics.filter { !metrics.contains($0) }
    }
  }
}

extension [Table.Column] {
  static func metrics(_ metrics: [Metric]) -> Self { metrics.map { .number($0.title) } }
}

extension [Table.Cell] {
  /// Mean and standard deviation of each metric, or the reason why there is none.
  static func metrics(_ metrics: [Metric], of scores: Scores?) -> Self {
    metrics.map { metric in
      guard let measurement = scores?[metric] else { return .none }
      return Table.Cell(measurement.shown, className: "number", key: measurement.mean.value)
    }
  }
}
