import AsViTProxies
import AsViTReport
import AsViTSearch

/// What searches with several seeds tell on standard output.
struct SeedsSummary: Encodable {
  let page: String
  let agreement: SeedAgreement
  private let objective: Objective

  private enum CodingKeys: CodingKey { case page, agreement }

  init(_ agreement: SeedAgreement, by objective: Objective, page: String) {
    self.agreement = agreement
    self.objective = objective
    self.page = page
  }
}

extension SeedsSummary: CustomStringConvertible {
  var description: String {
    let (outcomes, metrics) = (agreement.outcomes, objective.metrics)
    var found = Table(
      header: ["topology found", "seed"] + metrics.map(\.word) + ["parameters", "MACs"]
        + (agreement.hypervolume == nil ? [] : ["hypervolume"]))
    for outcome in outcomes {
      found.append(
        [outcome.found.genotype.description, "\(outcome.seed)"]
          + metrics.map { outcome.found.scores[$0]?.shown ?? "" }
          + [outcome.found.parameterCount.shown, outcome.found.macCount.shown]
          + [outcome.hypervolume].compactMap { $0?.shown(digits: 3) })
    }
    found.append(
      ["mean ± deviation of seeds", ""] + metrics.map { agreement.scores[$0]?.shown ?? "" }
        + [agreement.parameterCount.shownAsCounts, agreement.macCount.shownAsCounts]
        + [agreement.hypervolume].compactMap { $0?.shown })
    var choices = Table(header: ["choice", "most have", "of \(outcomes.count)", "options"])
    for choice in agreement.choices {
      choices.append([choice.choice, choice.option, "\(choice.count)", "\(choice.optionCount)"])
    }
    let whole = agreement.choices.count { $0.count == outcomes.count }
    return """
      \(found)

      \(choices)

      \(agreement.distinctCount) different topologies of \(outcomes.count) seeds, which agree in \
      \(whole) of \(agreement.choices.count) choices
      page  \(page)
      """
  }
}

extension Measurement {
  /// Of whole numbers, with units for large ones.
  fileprivate var shownAsCounts: String {
    guard let mean = mean.value, let standardDeviation else { return shown }
    return "\(Int(mean.rounded()).shown) ± \(Int(standardDeviation.rounded()).shown)"
  }
}
