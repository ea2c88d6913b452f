import AsViTReport
import AsViTSearch

extension Section {
  /// What an exact search found, and how far the evidence for its score reaches; nil for other
  /// controllers.
  static func exact(_ findings: ExactFindings?) -> Section? {
    guard let findings else { return nil }
    // Before them all is the design that did best in training.
    let isByScore = findings.predictor?.measured?.best == nil
    return Section(
      "Designs", id: "exact",
      lead: "The best of the whole space within the limits. Choices that the score does not depend "
        + "on are left to training: they have the space's defaults where the limits leave room.",
      [
        .facts(FactList(facts: findings.remarks.map { Fact($0.name, $0.text) })),
        .table(
          Table(
            "Designs, best first", of: findings.designs,
            [
              .genotype(\.design.genotype),
              .number("score", order: isByScore ? .descending : nil) {
                .number($0.design.score.shown(digits: 6), $0.design.score)
              },
              .count("parameters", \.design.parameterCount), .count("MACs", \.design.macCount),
              .integer("blocks", \.design.blockCount),
              .count("level with it") { $0.design.levelCount - 1 },
              .text("extrapolated", findings.extrapolated),
            ])),
      ])
  }
}
