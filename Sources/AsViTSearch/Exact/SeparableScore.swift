public import AsViTArchitecture
import AsViTProxies

/// A score that is a sum over the layers of a network, as the spectral capacity and depth times width
/// are, and over the choices of a space. More is better.
public protocol SeparableScore: Sendable {
  /// What one layer adds: a function of its kind and shapes, not of its place.
  func term(of layer: Layer) -> Double

  /// Whether designs may have an option of a choice of the whole network; so it is unless a score says
  /// otherwise.
  func admits(option: Int, ofNetworkChoice choice: Int) -> Bool

  /// What every network has; 0 unless a score says otherwise.
  var constant: Double { get }

  /// What an option of a choice adds, both counted from 0 as in the space; 0 unless a score says
  /// otherwise.
  func term(ofOption option: Int, choice: Int) -> Double
}

extension SeparableScore {
  public func admits(option: Int, ofNetworkChoice choice: Int) -> Bool { true }

  public var constant: Double { 0 }

  public func term(ofOption option: Int, choice: Int) -> Double { 0 }

  /// - Parameter selection: the option of every choice; may be left out where options add nothing.
  public func value(of architecture: Architecture, _ selection: [Int] = []) -> Double {
    architecture.layers.reduce(constant) { $0 + term(of: $1) } + terms(of: selection)
  }

  func terms(of selection: [Int]) -> Double {
    selection.enumerated().reduce(0) { $0 + term(ofOption: $1.element, choice: $1.offset) }
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
    guard let proxy = objective.separable else { throw .noExactSearch(objective) }
    try self.init(
      space: space, score: ProxyScore(proxy: proxy, direction: objective.terms[0].direction),
      limits: limits, blocks: blocks)
  }

  /// The proxies by which an exact search can go.
  static var possibleProxies: [any SeparableProxy.Type] {
    proxies.compactMap { $0 as? any SeparableProxy.Type }
  }
}

extension Objective {
  /// The one metric it goes by, where that is a sum over layers.
  fileprivate var separable: (any SeparableProxy.Type)? {
    terms.count == 1
      ? ExactSearch.possibleProxies.first { $0.metric == terms[0].metric } : nil
  }

  /// Whether an exact search can go by it.
  var isSeparable: Bool { separable != nil }
}
