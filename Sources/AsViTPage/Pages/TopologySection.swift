import AsViTArchitecture
import AsViTReport

/// The parts of an architecture with what they cost.
struct Topology {
  let member: MemberRecord

  /// Nil for what As-ViT does not read.
  private var genes: AsViTGenes? { try? AsViTGenes(member.genotype.description) }

  /// The stages, drawn side by side.
  ///
  /// - Parameter id: begins the names of the drawings.
  func figures(id: String) -> FigureGrid {
    let widest = member.stages.map(\.channelCount).max() ?? 1
    let figures = member.stages.enumerated().map { index, stage in
      let windowCount = stage.gridSide / stage.windowSide
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
          + "\(stage.headCount) \(stage.headCount == 1 ? "head" : "heads") of "
          + "\(stage.headDimension)"
          + (genes.map { ", MLP × \($0.stages[index].expansionRatio)" } ?? ""),
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
      let gene = genes?.stages[index]
      return [
        .init("stage \(index + 1)"), .integer(gene?.kernelSize), .integer(stage.gridSide),
        .integer(stage.windowSide), .integer(stage.channelCount), .integer(stage.headCount),
        .integer(stage.headDimension), .integer(gene?.expansionRatio), .integer(stage.depth),
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
