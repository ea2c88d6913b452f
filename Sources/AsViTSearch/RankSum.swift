public import AsViTProxies

/// The ranks of `values` from 1, best first: equal values share a rank and the next rank is one
/// more. A missing value ranks behind all others.
///
/// Ranking of As-ViT's Algorithm 2 (Chen et al., ICLR 2022).
///
/// - Parameter isBetter: a strict order of the values, such as `<` when less is better.
public func denseRanks(of values: [Double?], by isBetter: (Double, Double) -> Bool) -> [Int] {
  var distinct: [Double] = []
  for value in values.compactMap(\.self).sorted(by: isBetter) where value != distinct.last {
    distinct.append(value)
  }
  let rankOfValue = Dictionary(uniqueKeysWithValues: zip(distinct, 1...))
  return values.map { $0.flatMap { rankOfValue[$0] } ?? distinct.count + 1 }
}

extension Objective {
  /// The sum of the ranks in all terms, for each element of `scores`: the less, the better.
  ///
  /// A metric that was not measured, or has no value, ranks last.
  public func rankSums(of scores: [Scores]) -> [Int] {
    terms.reduce(into: [Int](repeating: 0, count: scores.count)) { sums, term in
      sums = zip(sums, term.ranks(of: scores)).map(+)
    }
  }
}

extension Objective.Term {
  /// The ranks of `scores` from 1, best first.
  func ranks(of scores: [Scores]) -> [Int] {
    denseRanks(of: scores.map(value)) { direction.isBetter($0, than: $1) }
  }
}
