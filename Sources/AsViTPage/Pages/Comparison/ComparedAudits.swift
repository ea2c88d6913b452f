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
            of: runs.flatMap { run in
              run.report.result.targets.flatMap { target in
                target.scores.map { (run: run, target: target, score: $0) }
              }
            },
            [
              .run(\.run), .text("target", \.target.target), .integer("rows", \.target.rowCount),
              .text("score", \.score.title), .estimate("τ", \.score.tau),
              .estimate("τ at equal parameters", \.score.tauAtEqualParameters),
              .verdict("beats parameters", \.score.beatsParameters),
              .verdict("ranks at equal size", \.score.ranksAtEqualSize),
            ]))
      ])
  }
}
