import ArgumentParser
import AsViTProxies
import AsViTSearch

/// The metric at whose exact optimum a policy starts.
struct WarmStart: CustomStringConvertible {
  let metric: Metric

  init(argument: String) throws(ValidationError) {
    let list = try ProxyList(argument: argument)
    guard list.proxies.count == 1, list.proxies[0] is any SeparableProxy.Type else {
      throw ValidationError(
        "The value '\(argument)' is invalid for '--warm-start'; one metric that is a sum over layers: "
          + Self.words)
    }
    metric = list.proxies[0].metric
  }

  private static let words = proxies.filter { $0 is any SeparableProxy.Type }.map { $0.word }
    .joined(separator: ", ")

  var description: String { metric.word }
}
