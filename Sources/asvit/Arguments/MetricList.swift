import ArgumentParser
import AsViTProxies

/// Metrics by their short names, joined by commas on the command line.
struct MetricList {
  let metrics: [Metric]
}

extension MetricList: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    var metrics: [Metric] = []
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let metric = Metric.allCases.first(where: { $0.shortName == name }),
        !metrics.contains(metric)
      else { return nil }
      metrics.append(metric)
    }
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
