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
            "Networks", of: runs,
            [
              .run(\.self), .genotype(\.report.result.genotype),
              .count("parameters", \.report.result.parameterCount),
              .count("MACs", \.report.result.macCount),
              .integer("pixels", \.report.result.imageSide),
              .integer("classes", \.report.result.classCount),
              .text("weights from", \.report.settings.weights),
            ]))
      ])
  }
}
