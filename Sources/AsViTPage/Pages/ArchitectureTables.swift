import AsViTProxies
import AsViTReport
import AsViTSearch

extension Table {
  /// The best architectures of a search, least rank sum first.
  static func best(_ records: [ScoredArchitecture], _ metrics: [Metric]) -> Table {
    Table(
      "Best \(records.count) by rank sum",
      columns: [.text("genotype"), .ordering("rank sum")] + .metrics(metrics)
        + [.number("parameters"), .number("MACs"), .number("first step")],
      rows: records.map { record in
        [.genotype(record.genotype), .integer(record.rankSum)]
          + .metrics(metrics, of: record.scores)
          + [
            .count(record.parameterCount), .count(record.macCount), .integer(record.firstStep),
          ]
      })
  }

  /// Every evaluation of a search.
  static func evaluations(_ steps: [SearchStep], _ metrics: [Metric]) -> Table {
    Table(
      "Every evaluation",
      columns: [.text("genotype"), .ordering("step")] + .metrics(metrics)
        + [.number("parameters"), .number("MACs")],
      rows: steps.filter { !$0.reusesScores }.map { step in
        [.genotype(step.genotype), .integer(step.number)]
          + .metrics(metrics, of: step.scores)
          + [.count(step.parameterCount), .count(step.macCount)]
      })
  }
}
