import AsViTArchitecture
import AsViTReport

extension Page {
  init(ofImport run: RunDetails<ImportRunSettings, Architecture>) {
    let (report, network, settings) = (run.report, run.report.result, run.report.settings)
    let topology = Topology(network)
    kind = "Import"
    title = run.name
    lead =
      "Weights from \(settings.weights), of a network for images of \(network.imageSide) pixels and "
      + "\(network.classCount.grouped) classes. Nothing was measured."
    notices = []
    facts = [
      Fact("network", network.genotype.description, isCode: true),
      Fact("parameters", network.parameterCount.shown),
      Fact("MACs", network.macCount.shown, remark: "per image"),
      Fact("blocks", "\(network.stages.reduce(0) { $0 + $1.depth })"),
    ]
    sections = [
      Section(
        "The network", id: "network",
        [.figures(topology.figures(id: "network")), .table(topology.table)]),
      Section(
        "Where the weights come from", id: "origin",
        [
          .code(Code(title: "Command", text: repeatedCommand(report.command))),
          .facts(FactList(facts: [Fact("file", settings.weights)] + report.origin)),
          .table(.metadata(settings.metadata)),
        ]),
    ]
  }
}

extension Table {
  /// What a weights file says of its network.
  fileprivate static func metadata(_ metadata: [String: String]) -> Table {
    Table(
      "Metadata of the weights", of: metadata.sorted { $0.key < $1.key },
      [.text("key", \.key), .text("value", \.value)])
  }
}
