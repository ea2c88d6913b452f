import AsViTReport

extension Table {
  /// The best architectures of a search, least rank sum first.
  static func best(_ records: [ArchitectureRecord]) -> Table {
    Table(
      "Best \(records.count) by rank sum",
      columns: [
        .text("genotype"), .ordering("rank sum"), .number("length distortion"),
        .number("condition number"), .number("parameters"), .number("MACs"),
        .number("first step"),
      ],
      rows: records.map { record in
        [
          .genotype(record.genotype), .integer(record.rankSum),
          .metric(record.metrics.lengthDistortion), .metric(record.metrics.conditionNumber),
          .count(record.parameterCount), .count(record.macCount), .integer(record.firstStep),
        ]
      })
  }

  /// Every evaluation of a search.
  static func evaluations(_ steps: [StepRecord]) -> Table {
    Table(
      "Every evaluation",
      columns: [
        .text("genotype"), .ordering("step"), .number("length distortion"),
        .number("condition number"), .number("parameters"), .number("MACs"),
      ],
      rows: steps.filter { !$0.reusesScores }.map { step in
        [
          .genotype(step.genotype), .integer(step.number),
          .metric(step.metrics.lengthDistortion), .metric(step.metrics.conditionNumber),
          .count(step.parameterCount), .count(step.macCount),
        ]
      })
  }
}
