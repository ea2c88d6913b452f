public import AsViTArchitecture
public import AsViTProxies
public import AsViTSearch
import Glibc

/// The architectures between which one chooses after a search: what it found, the least rank sum and the
/// Pareto front, each with its places among all.
public struct Contenders: Sendable {
  public struct Contender: Encodable, Sendable {
    public let genotype: Genotype
    public let parameterCount: Int
    /// Multiply-accumulates for one image.
    public let macCount: Int
    public let scores: Scores
    public let rankSum: Int?
    /// Whether any step looked at it.
    public let isSeen: Bool
    public let isFound: Bool
    public let hasLeastRankSum: Bool
    public let isOnFront: Bool
    /// The places by each term of the objective; absent where it has no value.
    public let places: [Metric: Ranking.Place]
  }

  public let objective: Objective
  /// What was found first, then least rank sum first.
  public let all: [Contender]

  /// - Returns: nil for a search that has found nothing yet, and for one by exact search, whose designs are
  ///   all there is.
  /// - Throws: when the space cannot be read.
  public init?(of report: SearchReport) throws(ArchitectureError) {
    let (result, search) = (report.result, report.settings.search)
    guard let found = result.found, result.exact == nil else { return nil }
    let ranking = try Ranking(
      of: result.steps, and: found, by: search.objective, in: report.settings.space.space())
    let front = Set(ranking.front)
    objective = search.objective
    let contenders = ranking.architectures.enumerated().compactMap { index, architecture in
      let isFound = architecture.genotype == found.genotype
      guard isFound || index == 0 || front.contains(index) else { return nil as Contender? }
      let places = search.objective.terms.compactMap { term in
        ranking.place(of: index, by: term).map { (term.metric, $0) }
      }
      return Contender(
        genotype: architecture.genotype, parameterCount: architecture.parameterCount,
        macCount: architecture.macCount, scores: architecture.scores,
        rankSum: architecture.rankSum, isSeen: architecture.firstStep != nil, isFound: isFound,
        hasLeastRankSum: index == 0, isOnFront: front.contains(index),
        places: Dictionary(uniqueKeysWithValues: places))
    }
    all = contenders.filter(\.isFound) + contenders.filter { !$0.isFound }
  }
}

extension Contenders: Encodable {
  public func encode(to encoder: any Encoder) throws { try all.encode(to: encoder) }
}

extension Contenders.Contender {
  /// What makes it one, as `found, front`.
  public var shownReasons: String {
    [
      isFound ? (isSeen ? "found" : "found, never sampled") : nil,
      hasLeastRankSum ? "best seen" : nil, isOnFront ? "front" : nil,
    ].compactMap(\.self).joined(separator: ", ")
  }
}

extension Ranking.Place {
  /// The rank, and in brackets the places from which it cannot be told apart, as `17 (9–31)`.
  public var shown: String { first == last ? "\(rank)" : "\(rank) (\(first)–\(last))" }
}

extension PolicyRecord {
  /// How many topologies the policy still draws, in effect, where these are more than the search has
  /// looked at: the exponential of its entropy; nil where it has settled.
  ///
  /// - Parameter distinctCount: the architectures that the search scored.
  public func openTopologyCount(distinctCount: Int) -> Double? {
    guard let entropy = history.last?.entropy else { return nil }
    let count = exp(entropy)
    return count > Double(distinctCount) ? count : nil
  }
}
