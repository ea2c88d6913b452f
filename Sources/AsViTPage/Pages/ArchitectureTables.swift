import AsViTProxies
import AsViTReport
import AsViTSearch

extension Table {
  /// The best architectures of a search, least rank sum first.
  static func best(_ records: [ScoredArchitecture], _ metrics: [Metric]) -> Table {
    Table(
      "Best \(records.count) by rank sum", of: records,
      [.genotype(\.genotype), .integer("rank sum", order: .ascending, \.rankSum)],
      .metrics(metrics, \.scores),
      [
        .count("parameters", \.parameterCount), .count("MACs", \.macCount),
        .integer("first step", \.firstStep),
      ])
  }

  /// Every evaluation of a search.
  static func evaluations(_ steps: [SearchStep], _ metrics: [Metric]) -> Table {
    Table(
      "Every evaluation", of: steps.filter { !$0.reusesScores },
      [.genotype(\.genotype), .integer("step", order: .ascending, \.number)],
      .metrics(metrics, \.scores),
      [.count("parameters", \.parameterCount), .count("MACs", \.macCount)])
  }
}
