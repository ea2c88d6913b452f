import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

/// How pages name metrics.
extension Metric {
  /// The title at the beginning of a line.
  var heading: String { title.prefix(1).uppercased() + title.dropFirst() }

  func axis(holding values: [Double]) -> Axis { axis(holding: values, towards: direction) }

  /// - Parameter direction: that of better values; nil when they are for comparison only.
  fileprivate func axis(holding values: [Double], towards direction: Direction?) -> Axis {
    let label = title + (direction.map { ", \($0.rawValue) is better" } ?? "")
    return Axis(label, isLogarithmic ? .logarithmic : .linear, holding: values)
  }
}

extension Objective.Term {
  /// In a search for a front, sizes have another direction than as metrics.
  func axis(holding values: [Double]) -> Axis { metric.axis(holding: values, towards: direction) }
}

extension Sequence<ProxySettings> {
  /// All metrics, in the order of the first that has them.
  var metrics: [Metric] { flatMap(\.metrics).uniqued }
}

extension Array {
  /// Mean and standard deviation of each metric, or the reason why there is none.
  static func metrics<Record>(
    _ metrics: [Metric], _ scores: @escaping (Record) -> Scores?
  ) -> Self where Element == Table.Field<Record> {
    metrics.map { metric in
      .number(metric.title) { record in
        scores(record)?[metric].map {
          Table.Cell($0.shown, className: "number", key: $0.mean.value)
        }
      }
    }
  }
}
