import AsViTProxies
import AsViTReport
import AsViTSearch

extension Section {
  /// The designs that a search had trained; nil where it had none.
  static func measured(_ findings: PredictorFindings?) -> Section? {
    guard let findings, let measured = findings.measured else { return nil }
    return Section(
      "Designs trained", id: "measured",
      lead:
        "By means over trainings with seeds that the choice had not seen, the best first, beside "
        + "baselines at the same limits. ± is one standard error, by the standard deviation of "
        + "\(measured.deviation.shown(digits: 2)) that trainings of one architecture have. Level are "
        + "those within 1.96 standard errors of the difference: nothing corrects for how many there are.",
      [
        .notes(Notes(paragraphs: [measured.shown + "."])),
        .table(
          Table(
            "Means of \(findings.target)",
            columns: [
              .text("genotype"), .text("chosen by"), .number("parameters"), .number("MACs"),
              .number("trainings"), .ordering(findings.target, descending: findings.higherIsBetter),
              .number("prediction"), .text("level with the best"),
            ],
            rows: measured.designs.map { design in
              [
                .genotype(design.genotype), Table.Cell(design.chooser),
                .count(design.parameterCount), .count(design.macCount),
                .integer(design.trainingCount),
                design.mean.map { .number(design.shown, $0) } ?? Table.Cell(design.shown),
                .number(design.prediction.shown(), design.prediction),
                Table.Cell(design.isLevel ? "yes" : "no"),
              ]
            })),
      ])
  }

  /// What the trainings say: how well the model and closed forms rank them, and what the options are
  /// worth; nil for a search that goes by a metric.
  static func trainings(_ findings: PredictorFindings?) -> Section? {
    guard let findings else { return nil }
    let closedForms = (findings.proxies ?? []).map { proxy in
      [Table.Cell(proxy.metric.title), .estimate(proxy.tau), .none]
    }
    return Section(
      "What the trainings say", id: "trainings",
      lead: "Over \(findings.architectureCount.grouped) architectures. τ is Kendall's τ-b with "
        + "\(findings.target), brackets are bootstrap intervals of 95 %. The model's is of predictions "
        + "without the row; closed forms are not fitted.",
      [
        .table(
          Table(
            "Agreement with \(findings.target)",
            columns: [.text("by"), .number("τ"), .number("R²")],
            rows: [
              [
                Table.Cell("the additive model"), .estimate(findings.accuracy.tau),
                .number(
                  findings.accuracy.rSquared.shown(fractionDigits: 2), findings.accuracy.rSquared),
              ]
            ] + closedForms)),
        .table(.effects(on: findings.target, by: findings.accuracy)),
      ])
  }
}

extension Table {
  /// What each option comes to, the choices first that matter most.
  static func effects(on target: String, by model: AdditiveModel.Accuracy) -> Table {
    Table(
      "Effects of the choices on \(target): leave-one-out τ \(model.tau?.shown ?? "–"), R² "
        + model.rSquared.shown(fractionDigits: 2),
      columns: [.text("choice"), .text("option"), .number("architectures"), .number("effect")],
      rows: model.byRange.flatMap { choice in
        choice.options.filter { $0.count > 0 }.map { option in
          [
            Cell(choice.choice), Cell(option.option), .integer(option.count),
            .effect(option.effect),
          ]
        }
      })
  }
}

extension Table.Cell {
  /// In units of a target.
  fileprivate static func effect(_ estimate: Estimate?) -> Self {
    guard let estimate else { return .none }
    let interval = estimate.interval.map {
      " [\($0.lowerBound.shown(digits: 2)), \($0.upperBound.shown(digits: 2))]"
    }
    return .number(estimate.value.shown(digits: 2) + (interval ?? ""), estimate.value)
  }
}
