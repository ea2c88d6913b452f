import AsViTArchitecture
import AsViTReport

extension Section {
  /// Imported networks among others; nil when there are none. They have no results: only their
  /// costs stand side by side.
  static func imports(_ runs: [Compared<ImportRunSettings, Architecture>]) -> Section? {
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
              let network = compared.report.result
              return [
                Table.Cell(compared.label, ink: compared.ink),
                .genotype(network.genotype), .count(network.parameterCount),
                .count(network.macCount), .integer(network.imageSide),
                .integer(network.classCount), Table.Cell(compared.report.settings.weights),
              ]
            }))
      ])
  }
}
