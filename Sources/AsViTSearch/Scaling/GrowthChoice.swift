public import AsViTProxies

extension Objective {
  /// Which of some candidates a growth takes: the one with the least rank sum.
  ///
  /// Among all equals the term with the largest relative range over them decides, of equal ranges the
  /// last term; the relative range is (greatest − least) / |mean|. The authors' released code looks at
  /// the first two equals only and takes the smaller value of either metric, although a larger length
  /// distortion is better; we do not follow it there. Candidates without a value come last; what is
  /// equal in everything goes to the first.
  ///
  /// - Parameter scores: of the candidates, in order; at least one.
  /// - Returns: the index of the choice.
  ///
  /// Chen et al., ICLR 2022, Algorithm 2.
  public func best(of scores: [Scores]) -> Int {
    let rankSums = rankSums(of: scores)
    let equals = scores.indices.filter { rankSums[$0] == rankSums.min() }
    let compared = equals.map { scores[$0] }
    let deciding = terms.reversed().max {
      relativeRange(of: compared.map($0.value)) < relativeRange(of: compared.map($1.value))
    }
    let ranks = deciding?.ranks(of: compared) ?? []
    return zip(ranks, equals).min { $0 < $1 }?.1 ?? 0
  }
}

/// (greatest − least) / |mean| of the values there are; zero when they do not differ.
private func relativeRange(of values: [Double?]) -> Double {
  let values = values.compactMap(\.self)
  guard let least = values.min(), let greatest = values.max(), least < greatest else { return 0 }
  return (greatest - least) / (values.reduce(0, +) / Double(values.count)).magnitude
}
