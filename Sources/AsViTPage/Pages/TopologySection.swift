import AsViTArchitecture
import AsViTReport

/// The parts of an architecture with what they cost.
struct Topology {
  private let architecture: Architecture
  private let member: MemberRecord

  init(_ architecture: Architecture) {
    self.architecture = architecture
    member = MemberRecord(architecture, step: 0)
  }

  /// The side of the convolution or merging that leads into a stage.
  private func kernelSize(intoStage index: Int) -> Int? {
    architecture.trunk.prefix { ($0.stage ?? -1) < index }
      .compactMap { $0.record.settings["kernelSize"] }.last
  }

  /// A number that the blocks of a stage have: the one of all, or the least and the greatest.
  private func range(inStage index: Int, _ value: (Layer) -> Double?) -> String {
    let values = architecture.trunk.filter { $0.stage == index }.compactMap(value)
    return Set([values.min(), values.max()]).compactMap(\.self).sorted().map { $0.shown() }
      .joined(separator: " to ")
  }

  private func range(inStage index: Int, _ setting: String) -> String {
    range(inStage: index) { $0.record.settings[setting].map(Double.init) }
  }

  /// The hidden channels of MLPs over the channels.
  private func expansionRatio(inStage index: Int) -> String {
    range(inStage: index) { layer in
      layer.record.settings["hiddenChannels"].map { Double($0) / Double(layer.input.channelCount) }
    }
  }

  /// The stages, drawn side by side.
  ///
  /// - Parameter id: begins the names of the drawings.
  func figures(id: String) -> FigureGrid {
    let widest = member.stages.map(\.channelCount).max() ?? 1
    let figures = member.stages.enumerated().map { index, stage in
      let windowCount = stage.gridSide / stage.windowSide
      let headCount = range(inStage: index, "headCount")
      let drawing = StageDrawing(
        title: "Stage \(index + 1)",
        summary: "\(stage.gridSide) × \(stage.gridSide) tokens in \(windowCount) × \(windowCount) "
          + "windows, \(stage.channelCount) channels, "
          + "\(share(stage.parameterCount, of: member.parameterCount)) of the parameters, "
          + "\(share(stage.macCount, of: member.macCount)) of the MACs.",
        gridSide: stage.gridSide, windowSide: stage.windowSide,
        bars: [
          StageDrawing.Bar(
            label: "channels", text: "\(stage.channelCount)",
            share: Double(stage.channelCount) / Double(widest), ink: .muted),
          bar("parameters", stage.parameterCount, of: member.parameterCount, .series(0)),
          bar("MACs", stage.macCount, of: member.macCount, .series(1)),
        ])
      return Figure(
        "Stage \(index + 1)",
        note: "\(stage.gridSide) × \(stage.gridSide) tokens, "
          + (windowCount == 1
            ? "one window" : "\(windowCount) × \(windowCount) windows of \(stage.windowSide)")
          + "; \(stage.depth) \(stage.depth == 1 ? "block" : "blocks"), "
          + "\(headCount) \(headCount == "1" ? "head" : "heads") of "
          + "\(range(inStage: index, "headDimension")), MLP × \(expansionRatio(inStage: index))",
        drawing.drawing(id: "\(id)-stage-\(index + 1)"))
    }
    return FigureGrid(.quarter, figures)
  }

  private func bar(_ label: String, _ count: Int, of total: Int, _ ink: Ink) -> StageDrawing.Bar {
    StageDrawing.Bar(
      label: label, text: share(count, of: total), share: Double(count) / Double(total), ink: ink)
  }

  private func share(_ count: Int, of total: Int) -> String {
    (100 * Double(count) / Double(total)).shown(fractionDigits: 1) + " %"
  }

  /// Embedding, stages and classifier with their shapes and costs.
  var table: Table {
    typealias Part = (name: String, stage: Int?, parameterCount: Int, macCount: Int)
    func plain(_ name: String, _ cost: CostRecord) -> [Part] {
      [(name, nil, cost.parameterCount, cost.macCount)]
    }
    let stages = member.stages.enumerated().map { index, stage -> Part in
      ("stage \(index + 1)", index, stage.parameterCount, stage.macCount)
    }
    func count(_ title: String, _ value: @escaping (StageSummary) -> Int) -> Table.Field<Part> {
      .integer(title) { $0.stage.map { value(member.stages[$0]) } }
    }
    func range(_ title: String, _ text: @escaping (Int) -> String) -> Table.Field<Part> {
      .number(title) { $0.stage.map { Table.Cell(text($0), className: "number") } }
    }
    return Table(
      "Parts of \(member.genotype)",
      of: plain("embedding", member.embedding) + stages + plain("classifier", member.classifier),
      [
        .text("part", \.name), .integer("kernel") { $0.stage.flatMap(kernelSize) },
        count("grid", \.gridSide), count("window", \.windowSide),
        count("channels", \.channelCount),
        range("heads") { self.range(inStage: $0, "headCount") },
        range("head size") { self.range(inStage: $0, "headDimension") },
        range("expansion", expansionRatio), count("blocks", \.depth),
        .count("parameters", \.parameterCount),
        .percentage("share") { Double($0.parameterCount) / Double(member.parameterCount) },
        .count("MACs", \.macCount),
        .percentage("share") { Double($0.macCount) / Double(member.macCount) },
      ])
  }
}
