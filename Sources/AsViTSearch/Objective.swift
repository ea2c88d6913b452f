public import AsViTProxies

/// Aim of a search or a growth: some metrics, and which of their values are better.
public struct Objective: Hashable, Codable, Sendable {
  /// A metric with its direction.
  public struct Term: Hashable, Codable, Sendable {
    public let metric: Metric
    public let direction: Direction

    public init(_ metric: Metric, _ direction: Direction) {
      self.metric = metric
      self.direction = direction
    }

    /// Mean over repeats; nil when it was not measured or has no value.
    func value(in scores: Scores) -> Double? { scores.value(of: metric) }
  }

  public let terms: [Term]

  public init(_ terms: [Term]) { self.terms = terms }

  /// The objective of the paper: much length distortion and a small condition number.
  public static let paper = Objective([
    Term(LengthDistortion.metric, .higher), Term(ConditionNumber.metric, .lower),
  ])

  /// - Throws: `SearchError.noDirection` for a proxy that is for comparison only.
  public init(_ proxies: [any Proxy.Type]) throws(SearchError) {
    terms = try proxies.map { proxy throws(SearchError) in
      guard let direction = proxy.direction else { throw .noDirection(proxy.metric) }
      return Term(proxy.metric, direction)
    }
  }

  /// The terms of a Pareto search: of sizes and latency less is better, as they are what a network costs.
  ///
  /// - Throws: `SearchError.noDirection` for a quantity that is for comparison only.
  public init(pareto quantities: [any Quantity.Type]) throws(SearchError) {
    let costs = [ParameterCount.metric, MACCount.metric]
    terms = try quantities.map { quantity throws(SearchError) in
      guard let direction = quantity.direction else { throw .noDirection(quantity.metric) }
      return Term(quantity.metric, costs.contains(quantity.metric) ? .lower : direction)
    }
  }

  public var metrics: [Metric] { terms.map(\.metric) }

  /// The values of all terms, of which less is better; infinity for what lacks one.
  func costs(of scores: Scores) -> [Double] {
    terms.map { term in
      term.value(in: scores).map { term.direction == .higher ? -$0 : $0 } ?? .infinity
    }
  }

  /// Pareto front: those of `scores` that no other equals or beats in all terms.
  ///
  /// - Returns: indices, the best in the first term first; of equals the first. What lacks a value is
  ///   not on the front.
  public func front(of scores: [Scores]) -> [Int] {
    let costs = scores.map(costs)
    let candidates = costs.indices.filter { costs[$0].allSatisfy(\.isFinite) }
      .sorted { costs[$0].lexicographicallyPrecedes(costs[$1]) }
    var front: [Int] = []
    // What beats a candidate comes before it.
    for index in candidates
    where !front.contains(where: { zip(costs[$0], costs[index]).allSatisfy { $0 <= $1 } }) {
      front.append(index)
    }
    return front
  }
}
