import AsViTProxies
import AsViTReport
import AsViTSearch

extension Table {
  /// The members of a family that were asked for.
  static func family(_ targets: [TargetRecord]) -> Table {
    Table(
      "Members nearest to the sizes asked for", of: targets,
      [
        .count("target", order: .ascending, \.parameterCount),
        .genotype(or: "not reached") { $0.member?.genotype },
        .count("parameters") { $0.member?.parameterCount }, .count("MACs") { $0.member?.macCount },
        .text("blocks") { $0.member?.depths }, .text("channels") { $0.member?.widths },
        .integer("step") { $0.member?.step },
      ])
  }

  /// What each step of a growth chose.
  static func growthSteps(_ result: ScaleResultRecord, _ metrics: [Metric]) -> Table {
    Table(
      "What each step came to", of: zip(result.steps, result.path.dropFirst()),
      [
        .integer("step", order: .ascending, \.0.number), .genotype(\.0.chosen.genotype),
        .text("blocks", \.1.depths), .text("channels", \.1.widths),
        .count("parameters", \.0.chosen.parameterCount), .count("MACs", \.0.chosen.macCount),
      ], .metrics(metrics, \.0.chosen.scores), [.integer("rank sum", \.0.chosen.rankSum)])
  }
}

extension MemberRecord {
  /// The blocks of the stages.
  var depths: String { stages.map { "\($0.depth)" }.joined(separator: ", ") }
  /// The channels of the stages.
  var widths: String { stages.map { "\($0.channelCount)" }.joined(separator: ", ") }
}
