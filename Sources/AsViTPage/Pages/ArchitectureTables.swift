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

  /// What there is to choose from after a search.
  ///
  /// - Parameter index: has the letters of the front.
  static func contenders(_ contenders: Contenders, _ index: ArchitectureIndex) -> Table {
    let terms = contenders.objective.metrics
    return Table(
      "To choose from", of: contenders.all,
      [
        .genotype(\.genotype), .text("on plots") { index.letter(of: $0.genotype) ?? "" },
        .text("is", \.shownReasons), .integer("rank sum", \.rankSum),
      ],
      terms.flatMap { metric in
        [
          .metrics([metric], \.scores),
          [
            .number("place") { contender in
              contender.places[metric].map { .number($0.shown, Double($0.rank)) }
            }
          ],
        ]
      }.flatMap(\.self),
      [.count("parameters", \.parameterCount), .count("MACs", \.macCount)])
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
