import AsViTReport

/// What there is to choose from after a search, for people.
struct ContendersTable: CustomStringConvertible {
  /// How many contenders are shown.
  private static let shownCount = 10

  let contenders: Contenders

  /// - Returns: nil where there is but one.
  init?(_ contenders: Contenders) {
    guard contenders.all.count > 1 else { return nil }
    self.contenders = contenders
  }

  var description: String {
    let metrics = contenders.objective.metrics
    let words = metrics.flatMap { [$0.word, "place"] }
    var table = Table(
      header: ["to choose from", "is", "rank sum"] + words + ["parameters", "MACs"])
    for contender in contenders.all.prefix(Self.shownCount) {
      let scores = metrics.flatMap { metric in
        [contender.scores[metric]?.shown ?? "", contender.places[metric]?.shown ?? ""]
      }
      let rankSum = contender.rankSum.map { "\($0)" } ?? ""
      table.append(
        [contender.genotype.description, contender.shownReasons, rankSum] + scores
          + [contender.parameterCount.shown, contender.macCount.shown])
    }
    let rest = contenders.all.count - Self.shownCount
    let remarks =
      (rest > 0 ? ["\(rest) more of the front are on the page"] : [])
      + [
        "places in brackets cannot be told apart; to take another: --pick N, as 'asvit best' counts"
      ]
    return (["\(table)"] + remarks).joined(separator: "\n")
  }
}
