import AsViTArchitecture
import AsViTProxies
import AsViTReport

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
  static func growthSteps(_ findings: ScaleResultRecord, _ metrics: [Metric]) -> Table {
    Table(
      "Steps, each with the stage that it deepened",
      columns: [
        .ordering("step"), .text("genotype"), .number("stage"), .number("channels"),
        .number("parameters"), .number("MACs"),
      ] + .metrics(metrics) + [.number("rank sum")],
      rows: zip(findings.steps, zip(findings.path, findings.path.dropFirst())).map { step, pair in
        let choice = step.candidates[step.choice]
        let (before, after) = pair
        let deeper = before.stages.indices.first {
          before.stages[$0].depth < after.stages[$0].depth
        }
        return [
          .integer(step.number), .genotype(choice.genotype), .integer(deeper.map { $0 + 1 }),
          .integer(after.stages[0].channelCount), .count(choice.parameterCount),
          .count(choice.macCount),
        ] + .metrics(metrics, of: choice.metrics) + [.integer(choice.rankSum)]
      })
  }
}

extension MemberRecord {
  /// Blocks of the stages.
  var depths: String { stages.map { "\($0.depth)" }.joined(separator: ", ") }
  /// Channels of the stages.
  var widths: String { stages.map { "\($0.channelCount)" }.joined(separator: ", ") }
}
