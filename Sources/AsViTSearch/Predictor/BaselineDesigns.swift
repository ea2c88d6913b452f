import AsViTArchitecture
import AsViTNumerics
import AsViTProxies

/// Designs that what a search chose has to beat at the same limits.
extension SearchSpace {
  /// Uniform scaling, the most parameters, and a draw, each where the limits leave one.
  ///
  /// - Parameter blocks: what the largest may have; nil for any number.
  func baselines(
    within limits: SearchLimits, blocks: ClosedRange<Int>?, seed: Seed
  ) throws(SearchError) -> [ChosenDesign] {
    let largest = try ExactSearch(
      space: self, objective: Objective([ParameterCount.self]), limits: limits, blocks: blocks)
    let drawn = try BalancedSample(
      of: self, count: 1, within: SizeBand(limits), seed: seed.derived("random design"))
    let designs: [(Genotype?, DesignOrigin)] = [
      (try uniformDesign(within: limits), .uniform),
      (try largest.designs(count: 1)[0].genotype, .largest),
      (drawn.architectures[0].genotype, .random),
    ]
    return designs.compactMap { genotype, origin in
      genotype.map { ChosenDesign(genotype: $0, origin: origin) }
    }
  }

  /// The largest design whose widths and depths are all at one fraction of their ranges, counted in
  /// options, with all other choices at their defaults; nil when none keeps the limits.
  func uniformDesign(within limits: SearchLimits) throws(SearchError) -> Genotype? {
    let scaled = try ExactSearch(space: self, objective: Objective([DepthTimesWidth.self]))
      .isDecided
    let lengths = zip(choices, scaled).map { $1 ? $0.options.count - 1 : 0 }
    // Fractions in units in which every option of every choice is a whole number.
    let unit = lengths.filter { $0 > 0 }.reduce(1, leastCommonMultiple)
    for part in (0...unit).reversed() {
      let selection = zip(choices, lengths).map { choice, length in
        guard length > 0 else { return 0 }
        let ascending = choice.options.indices.sorted { choice.options[$0] < choice.options[$1] }
        return ascending[part * length / unit]
      }
      let architecture = architecture(for: selection)
      if limits.admit(architecture) { return architecture.genotype }
    }
    return nil
  }
}

private func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
  var (divisor, rest) = (a, b)
  while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
  return a / divisor * b
}
