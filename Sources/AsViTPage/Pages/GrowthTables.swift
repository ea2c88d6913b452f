import AsViTProxies
import AsViTReport
import AsViTSearch

extension Table {
  /// The members of a family that were asked for.
  static func family(_ targets: [TargetRecord]) -> Table {
    Table(
      "Members nearest to the sizes asked for",
      columns: [
        .ordering("target"), .text("genotype"), .number("parameters"), .number("MACs"),
        .text("blocks"), .text("channels"), .number("step"),
      ],
      rows: targets.map { target in
        let size = Cell.count(target.parameterCount)
        guard let member = target.member else {
          return [size, Cell("not reached")] + [Cell](repeating: .none, count: 5)
        }
        return [
          size, .genotype(member.genotype), .count(member.parameterCount),
          .count(member.macCount), Cell(member.depths), Cell(member.widths),
          .integer(member.step),
        ]
      })
  }

  /// What each step of a growth chose.
  static func growthSteps(_ result: ScaleResultRecord, _ metrics: [Metric]) -> Table {
    Table(
      "What each step came to",
      columns: [
        .ordering("step"), .text("genotype"), .text("blocks"), .text("channels"),
        .number("parameters"), .number("MACs"),
      ] + .metrics(metrics) + [.number("rank sum")],
      rows: zip(result.steps, result.path.dropFirst()).map { step, member in
        let choice = step.candidates[step.choice]
        return [
          .integer(step.number), .genotype(choice.genotype), Cell(member.depths),
          Cell(member.widths), .count(choice.parameterCount), .count(choice.macCount),
        ] + .metrics(metrics, of: choice.scores) + [.integer(choice.rankSum)]
      })
  }
}

extension MemberRecord {
  /// The blocks of the stages.
  var depths: String { stages.map { "\($0.depth)" }.joined(separator: ", ") }
  /// The channels of the stages.
  var widths: String { stages.map { "\($0.channelCount)" }.joined(separator: ", ") }
}
