import AsViTSearch

extension TrainResultRecord {
  /// What the comparisons of designs over several seeds came to, in words; none of one seed.
  public var remarks: [String] {
    let compared = rungs.compactMap { rung in
      rung.repeats.flatMap { $0.architectureCount > 1 ? (rung, $0) : nil }
    }
    let steps = compared.map { rung, repeats in
      let dropped = rung.trained.count - rung.survivors.count
      let agreement =
        "after \((100 * rung.fraction).shown(digits: 3)) % of the budget \(repeats.architectureCount) "
        + "designs, tau of one seed with another \(repeats.tau?.shown ?? "–")"
      guard rung.fraction < 1 else { return agreement }
      return agreement
        + (dropped == 0
          ? ": nobody is dropped" : ": \(rung.survivors.count / repeats.trainingCount) go on")
    }
    return steps
      + (disagreement.map { _ in
        [
          "undecided: at the end of the budget seeds agree with tau under \(DesignRung.leastTau); take a "
            + "larger --budget, or more --seeds"
        ]
      } ?? [])
  }
}

extension TrainedDesignRecord.Mean {
  /// The mean ± its standard error.
  public var shown: String { "\(value.shown()) ± \(standardError.shown(digits: 2))" }

  /// The same of a share, in percent.
  public var percentage: String {
    "\((100 * value).shown()) ± \((100 * standardError).shown(digits: 2))"
  }
}
