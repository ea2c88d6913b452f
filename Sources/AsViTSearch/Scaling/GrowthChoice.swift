import AsViTProxies

/// Which of some candidates the growth takes: the one with the least rank sum.
///
/// Among all equals the metric with the larger relative range over them decides, the most length
/// distortion or the least condition number; the relative range is (greatest − least) / mean. The
/// authors' released code looks at the first two equals only and takes the smaller value of either
/// metric, although a larger length distortion is better; we do not follow it there. Candidates
/// without a value come last; what is equal in everything goes to the first.
///
/// - Parameter scores: of the candidates, in order; at least one.
/// - Returns: the index of the choice.
///
/// Chen et al., ICLR 2022, Algorithm 2.
public func bestGrowth(of scores: [Scores]) -> Int {
  let rankSums = rankSums(of: scores)
  let equals = scores.indices.filter { rankSums[$0] == rankSums.min() }
  let lengths = equals.map { scores[$0].lengthDistortion?.mean.value }
  let conditions = equals.map { scores[$0].conditionNumber?.mean.value }
  let ranks =
    relativeRange(of: lengths) > relativeRange(of: conditions)
    ? denseRanks(of: lengths, by: >) : denseRanks(of: conditions, by: <)
  return zip(ranks, equals).min { $0 < $1 }!.1
}

/// (greatest − least) / mean of the values there are; zero when they do not differ.
private func relativeRange(of values: [Double?]) -> Double {
  let values = values.compactMap(\.self)
  guard let least = values.min(), let greatest = values.max(), least < greatest else { return 0 }
  return (greatest - least) / (values.reduce(0, +) / Double(values.count))
}
