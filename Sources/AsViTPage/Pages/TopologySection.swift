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
    let stages = member.stages.enumerated().map { index, stage in
      func number(_ text: String) -> Table.Cell { Table.Cell(text, className: "number") }
      return [
        Table.Cell("stage \(index + 1)"), .integer(kernelSize(intoStage: index)),
        .integer(stage.gridSide), .integer(stage.windowSide), .integer(stage.channelCount),
        number(range(inStage: index, "headCount")), number(range(inStage: index, "headDimension")),
        number(expansionRatio(inStage: index)), .integer(stage.depth),
      ] + cost(stage.parameterCount, stage.macCount)
    }
    func plain(_ name: String, _ record: CostRecord) -> [Table.Cell] {
      [Table.Cell(name)] + [Table.Cell](repeating: .none, count: 8)
        + cost(record.parameterCount, record.macCount)
    }
    return Table(
      "Parts of \(member.genotype)",
      columns: [
        .text("part"), .number("kernel"), .number("grid"), .number("window"), .number("channels"),
        .number("heads"), .number("head size"), .number("expansion"),
        .number("blocks"), .number("parameters"), .number("share"), .number("MACs"),
        .number("share"),
      ],
      rows: [plain("embedding", member.embedding)] + stages
        + [plain("classifier", member.classifier)])
  }

  private func cost(_ parameterCount: Int, _ macCount: Int) -> [Table.Cell] {
    [
      .count(parameterCount), .percentage(Double(parameterCount) / Double(member.parameterCount)),
      .count(macCount), .percentage(Double(macCount) / Double(member.macCount)),
    ]
  }
}
