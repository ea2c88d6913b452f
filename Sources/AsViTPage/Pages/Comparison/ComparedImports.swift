import AsViTReport

/// Imported networks among others. They have no results: only their costs stand side by side.
struct ComparedImports {
  var runs: [Compared<ImportRunSettings, ImportFindings>]

  /// Nil when there are none.
  func section() -> Section? {
    guard !runs.isEmpty else { return nil }
    return Section(
      "Imported networks", id: "imports", lead: "Weights from elsewhere; nothing was measured.",
      [
        .table(
          Table(
            "Networks",
            columns: [
              .text("run"), .text("genotype"), .number("parameters"), .number("MACs"),
              .number("pixels"), .number("classes"), .text("weights from"),
            ],
            rows: runs.map { compared in
              let findings = compared.run.findings
              return [
                Table.Cell(compared.label, ink: compared.ink),
                .genotype(findings.network.genotype), .count(findings.network.parameterCount),
                .count(findings.network.macCount), .integer(findings.imageSide),
                .integer(findings.classCount), Table.Cell(compared.run.settings.weights),
              ]
            }))
      ])
  }
}
