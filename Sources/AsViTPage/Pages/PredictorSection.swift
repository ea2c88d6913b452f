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
            "Means of \(findings.target)", of: measured.designs,
            [
              .genotype(\.genotype), .text("chosen by", \.chooser),
              .count("parameters", \.parameterCount), .count("MACs", \.macCount),
              .integer("trainings", \.trainingCount),
              .number(
                findings.target, order: findings.higherIsBetter ? .descending : .ascending
              ) { design in
                design.mean.map { .number(design.shown, $0) } ?? Table.Cell(design.shown)
              },
              .number("prediction") { .number($0.prediction.shown(), $0.prediction) },
              .text("level with the best") { $0.isLevel ? "yes" : "no" },
            ])),
      ])
  }

  /// What the trainings say: how well the model and closed forms rank them, and what the options are
  /// worth; nil for a search that goes by a metric.
  static func trainings(_ findings: PredictorFindings?) -> Section? {
    guard let findings else { return nil }
    typealias Agreement = (name: String, tau: Estimate?, rSquared: Double?)
    let model: Agreement = (
      "the additive model", findings.accuracy.tau, findings.accuracy.rSquared
    )
    let closedForms: [Agreement] = (findings.proxies ?? []).map {
      ($0.metric.title, $0.tau, nil)
    }
    return Section(
      "What the trainings say", id: "trainings",
      lead: "Over \(findings.architectureCount.grouped) architectures. τ is Kendall's τ-b with "
        + "\(findings.target), brackets are bootstrap intervals of 95 %. The model's is of predictions "
        + "without the row; closed forms are not fitted.",
      [
        .table(
          Table(
            "Agreement with \(findings.target)", of: [model] + closedForms,
            [
              .text("by", \.name), .estimate("τ", \.tau),
              .number("R²") { $0.rSquared.map { .number($0.shown(fractionDigits: 2), $0) } },
            ])),
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
      of: model.byRange.flatMap { choice in
        choice.options.filter { $0.count > 0 }.map { (choice: choice.choice, option: $0) }
      },
      [
        .text("choice", \.choice), .text("option", \.option.option),
        .integer("architectures", \.option.count), .effect("effect", \.option.effect),
      ])
  }
}

extension Table.Field {
  /// In units of a target.
  fileprivate static func effect(
    _ title: String, _ estimate: @escaping (Record) -> Estimate?
  ) -> Self {
    number(title) { record in
      estimate(record).map { estimate in
        let interval = estimate.interval.map {
          " [\($0.lowerBound.shown(digits: 2)), \($0.upperBound.shown(digits: 2))]"
        }
        return .number(estimate.value.shown(digits: 2) + (interval ?? ""), estimate.value)
      }
    }
  }
}
