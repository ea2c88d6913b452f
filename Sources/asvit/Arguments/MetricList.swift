import ArgumentParser
import AsViTProxies

/// Metrics by their short names, joined by commas on the command line.
struct MetricList {
  let metrics: [Metric]
}

extension MetricList: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    let metrics = commaSeparated(argument) { name in
      Metric.allCases.first { $0.shortName == name }
    }
    guard let metrics, Set(metrics).count == metrics.count else { return nil }
    self.metrics = metrics
  }

  var description: String { metrics.map(\.shortName).joined(separator: ",") }
}

extension Metric {
  var shortName: String {
    switch self {
    case .lengthDistortion: "length"
    case .conditionNumber: "kappa"
    case .extrinsicCurvature: "curvature"
    case .gaussMapLength: "gauss"
    }
  }
}
