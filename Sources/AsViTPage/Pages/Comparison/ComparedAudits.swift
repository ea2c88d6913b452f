import AsViTReport
import AsViTSearch

extension Section {
  /// Audits side by side, such as those of two tables; nil when there are none.
  static func audits(_ runs: [Compared<AuditRunSettings, AuditResultRecord>]) -> Section? {
    guard !runs.isEmpty else { return nil }
    return Section(
      "Audits", id: "audits", lead: "How well scores rank architectures by each target.",
      [
        .table(
          Table(
            "Scores",
            columns: [
              .text("run"), .text("target"), .number("rows"), .text("score"), .number("τ"),
              .number("τ at equal parameters"), .text("beats parameters"),
              .text("ranks at equal size"),
            ],
            rows: runs.flatMap { compared in
              compared.report.result.targets.flatMap { target in
                target.scores.map { score in
                  [
                    Table.Cell(compared.label, ink: compared.ink), Table.Cell(target.target),
                    .integer(target.rowCount), Table.Cell(score.title), .estimate(score.tau),
                    .estimate(score.tauAtEqualParameters),
                    .verdict(score.beatsParameters), .verdict(score.ranksAtEqualSize),
                  ]
                }
              }
            }))
      ])
  }
}
