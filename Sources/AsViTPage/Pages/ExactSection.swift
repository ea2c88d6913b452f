import AsViTReport
import AsViTSearch

extension Section {
  /// What an exact search found, and how far the evidence for its score reaches; nil for other
  /// controllers.
  static func exact(_ findings: ExactFindings?) -> Section? {
    guard let findings else { return nil }
    // Before them all is the design that did best in training.
    let score: Table.Column =
      findings.predictor?.measured?.best != nil
      ? .number("score") : .ordering("score", descending: true)
    return Section(
      "Designs", id: "exact",
      lead: "The best of the whole space within the limits. Choices that the score does not depend "
        + "on are left to training: they have the space's defaults where the limits leave room.",
      [
        .facts(FactList(facts: findings.remarks.map { Fact($0.name, $0.text) })),
        .table(
          Table(
            "Designs, best first",
            columns: [
              .text("genotype"), score, .number("parameters"),
              .number("MACs"), .number("blocks"), .number("level with it"), .text("extrapolated"),
            ],
            rows: findings.designs.map { marked in
              let design = marked.design
              return [
                .genotype(design.genotype), .number(design.score.shown(digits: 6), design.score),
                .count(design.parameterCount), .count(design.macCount),
                .integer(design.blockCount), .count(design.levelCount - 1),
                Table.Cell(
                  marked.extrapolations.map { findings.shown($0, of: design) }
                    .joined(separator: ", ")),
              ]
            })),
      ])
  }
}
