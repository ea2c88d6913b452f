import AsViTArchitecture
import AsViTReport
import AsViTSearch

/// What a finished growth tells on standard output.
struct ScaleSummary: Encodable {
  let report: String
  let page: String
  /// A member for each target; empty when none was given.
  let targets: [TargetRecord]
  let smallest: MemberRecord
  let largest: MemberRecord
  let stepCount: Int
  /// Absent where growth does not go by a closed form.
  let evidence: GrowthEvidence?
  private let remarks: [(name: String, text: String)]

  private enum CodingKeys: CodingKey {
    case report, page, targets, smallest, largest, stepCount, evidence
  }

  init(_ report: ScaleReport, path: String) throws {
    self.report = path
    page = path.pageBesideReport
    targets = report.result.targets
    smallest = report.result.path[0]
    largest = report.result.path[report.result.path.count - 1]
    stepCount = report.result.steps.count
    evidence = report.result.evidence
    remarks = report.result.remarks(imageSide: try report.settings.space.space().family.imageSide)
  }
}

extension ScaleSummary: CustomStringConvertible {
  var description: String {
    var table = Table(header: ["genotype", "target", "parameters", "MACs", "depth", "widths"])
    for (member, target) in shown { table.append(row(of: member, target: target)) }
    let facts =
      remarks + [
        (
          name: "steps",
          text: "\(stepCount), from \(smallest.parameterCount.shown) to "
            + "\(largest.parameterCount.shown) parameters"
        ),
        (name: "page", text: page), (name: "report", text: report),
      ]
    let lines =
      [table.description] + shown.map(\.member).uniqued.flatMap(truncations) + [""] + facts.aligned
    return lines.joined(separator: "\n")
  }

  /// The members of the targets, or, where no target has one, the first and the last.
  private var shown: [(member: MemberRecord, target: String)] {
    let reached = targets.compactMap { target in
      target.member.map { (member: $0, target: target.parameterCount.shown) }
    }
    return reached.isEmpty ? [(smallest, ""), (largest, "")] : reached
  }

  private func row(of member: MemberRecord, target: String) -> [String] {
    [
      member.genotype.description, target, member.parameterCount.shown, member.macCount.shown,
      member.stages.map { "\($0.depth)" }.joined(separator: ","),
      member.stages.map { "\($0.channelCount)" }.joined(separator: ","),
    ]
  }

  /// The stages in which attention is narrower than the stage.
  private func truncations(_ member: MemberRecord) -> [String] {
    let stages = member.stages.enumerated().filter(\.element.isTruncated).map { index, stage in
      "\(stage.innerWidth) of \(stage.channelCount) channels in stage \(index + 1) "
        + "(\(stage.headCount) heads of \(stage.headDimension))"
    }
    return stages.isEmpty
      ? []
      : [
        "\(member.genotype): attention works on " + stages.joined(separator: ", ")
      ]
  }
}
