import AsViTArchitecture
import AsViTNumerics
import AsViTProxies

/// Where the policy of a search starts: the exact optimum of the space by a metric.
struct WarmStart {
  /// The optimum within the limits.
  let genotype: Genotype
  /// The options of it that the metric decides; nil for choices that it does not see.
  let options: [Int?]
}

extension SearchSettings {
  /// - Returns: nil where all options start equally likely.
  /// - Throws: what an exact search throws.
  func warmStart(in space: SearchSpace) throws(SearchError) -> WarmStart? {
    guard let warmStart, let proxy = proxies.first(where: { $0.metric == warmStart }) else {
      return nil
    }
    let search = try ExactSearch(
      space: space, objective: Objective([proxy]), limits: limits, blocks: blocks)
    let optimum = try search.designs(count: 1)[0]
    return WarmStart(
      genotype: optimum.genotype,
      options: zip(search.selection(of: optimum), search.isDecided).map { $1 ? $0 : nil })
  }
}
