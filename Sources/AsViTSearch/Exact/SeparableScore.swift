public import AsViTArchitecture
import AsViTProxies

/// A score that is a sum over the layers of a network, as the spectral capacity and depth times width
/// are. More is better.
public protocol SeparableScore: Sendable {
  /// What one layer adds: a function of its kind and shapes, not of its place.
  func term(of layer: Layer) -> Double
}

extension SeparableScore {
  public func value(of architecture: Architecture) -> Double {
    architecture.layers.reduce(0) { $0 + term(of: $1) }
  }
}

/// A proxy as a score.
private struct ProxyScore: SeparableScore {
  let proxy: any SeparableProxy.Type
  let direction: Direction

  func term(of layer: Layer) -> Double {
    direction == .higher ? proxy.term(of: layer) : -proxy.term(of: layer)
  }
}

extension ExactSearch {
  /// - Throws: `SearchError.noExactSearch` when the objective is not one metric that is a sum over
  ///   layers, and `SearchError.notSeparable`.
  public init(
    space: SearchSpace, objective: Objective, limits: SearchLimits = SearchLimits(),
    blocks: ClosedRange<Int>? = nil
  ) throws(SearchError) {
    guard objective.terms.count == 1,
      let proxy = Self.possibleProxies.first(where: { $0.metric == objective.terms[0].metric })
    else { throw .noExactSearch(objective) }
    try self.init(
      space: space, score: ProxyScore(proxy: proxy, direction: objective.terms[0].direction),
      limits: limits, blocks: blocks)
  }

  /// The proxies by which an exact search can go.
  static var possibleProxies: [any SeparableProxy.Type] {
    proxies.compactMap { $0 as? any SeparableProxy.Type }
  }
}
