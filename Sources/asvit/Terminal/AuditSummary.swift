import AsViTReport
import AsViTSearch

/// What a finished audit tells on standard output.
struct AuditSummary: Encodable {
  let report: String
  let page: String
  /// The rows with every score, as comma-separated values.
  let table: String
  let scores: [ScoreNature]
  let targets: [TargetAudit]
  private let noise: Double?

  private enum CodingKeys: CodingKey { case report, page, table, scores, targets }

  init(_ report: AuditReport, path: String, table: String) {
    self.report = path
    page = path.pageBesideReport
    self.table = table
    scores = report.result.scores
    targets = report.result.targets
    noise = report.settings.audit.noise
  }
}

extension AuditSummary: CustomStringConvertible {
  var description: String {
    (targets.map(text) + [
      "table   \(table)\npage    \(page)\nreport  \(report)"
    ]).joined(separator: "\n\n")
  }

  private func text(of target: TargetAudit) -> String {
    var table = Table(
      header: [
        "score", "tau", "rho", "partial", "equal params", "equal MACs", "equal widths", "regret",
        "beats params", "at equal size", "is a",
      ])
    for (score, nature) in zip(target.scores, scores) {
      table.append(
        [
          score.word, score.tau?.shown ?? "–", Self.shown(score.rho), Self.shown(score.partialTau),
          score.tauAtEqualParameters?.shown ?? "–", Self.shown(score.tauAtEqualMACs),
          Self.shown(score.tauAtEqualWidths),
          score.regretUnderParameters.points.shown(digits: 3),
          score.beatsParameters?.rawValue ?? "–", score.ranksAtEqualSize?.rawValue ?? "–",
          nature.meters ?? "",
        ])
    }
    let head =
      "\(target.target): \(target.rowCount) architectures, mean \(target.mean.shown()), "
      + "sd \(target.deviation.shown(digits: 3)); \(Self.shown(target.equalParameters)) of equal "
      + "parameters, \(Self.shown(target.equalMACs)) of equal MACs; regret of chance "
      + target.randomRegretUnderParameters.points.shown(digits: 3)
    return
      ([head] + [target.repeats?.shown].compactMap(\.self) + [table.description]
      + [target.model?.shown].compactMap(\.self) + target.remarks(noise: noise)).joined(
        separator: "\n")
  }

  private static func shown(_ estimate: Estimate?) -> String {
    estimate?.value.shown(fractionDigits: 2) ?? "–"
  }

  private static func shown(_ pairs: EqualSizePairs) -> String {
    "\(pairs.count) pairs (\((100 * pairs.tolerance).shown()) %)"
  }
}
