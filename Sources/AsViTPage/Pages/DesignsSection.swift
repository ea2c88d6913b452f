import AsViTReport
import AsViTSearch

extension Section {
  /// Designs with means over several seeds; nil of one seed, and before the end.
  static func designs(_ result: TrainResultRecord) -> Section? {
    guard let designs = result.designs else { return nil }
    return Section(
      "Designs", id: "designs",
      lead:
        "Means over trainings with different seeds ± one standard error, by the standard deviation "
        + "of a training pooled over all designs trained as long. Designs that were trained longer come "
        + "first, then lower losses. Beyond the best is the mean loss less that of the best design after "
        + "the same part of the budget; level are those within noise, the 97.5 % quantile of Student's t "
        + "times the standard error of the difference. Nothing corrects for how many there are, nor for "
        + "the test images that chose and judge.",
      [
        .notes(
          Notes(paragraphs: result.remarks.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." })
        ),
        .table(
          Table(
            "Designs, the best first", of: Array(designs.enumerated()),
            [
              .integer("rank", order: .ascending) { $0.offset + 1 },
              .genotype(\.element.genotype),
              .text("chosen by") { $0.element.origin?.shown ?? "" },
              .count("parameters", \.element.parameterCount), .count("MACs", \.element.macCount),
              .percentage("budget", \.element.fraction),
              .mean("top-1, %", \.element.topOne) { (100 * $0.value, $0.percentage) },
              .mean("test loss", \.element.loss) { ($0.value, $0.shown) },
              .number("beyond the best") { row in
                row.element.difference.map { .number($0.shown(digits: 2), $0) }
              },
              .number("noise") { row in
                row.element.margin.map { .number($0.shown(digits: 2), $0) }
              },
              .text("level with the best") { $0.element.isLevel ? "yes" : "no" },
            ])),
      ])
  }
}

extension Table.Field {
  fileprivate static func mean(
    _ title: String, _ mean: @escaping (Record) -> TrainedDesignRecord.Mean?,
    _ shown: @escaping (TrainedDesignRecord.Mean) -> (Double, String)
  ) -> Self {
    number(title) { record in
      mean(record).map { mean in
        let (value, text) = shown(mean)
        return .number(text, value)
      }
    }
  }
}
