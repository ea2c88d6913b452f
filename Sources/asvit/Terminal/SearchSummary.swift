import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

/// What a finished search tells on standard output.
struct SearchSummary: Encodable {
  struct Entropy: Encodable {
    /// Nats, before the first step and after the last.
    let first: Double
    let last: Double
    /// How many topologies the policy spreads over, where it has not settled.
    let openTopologyCount: Double?
  }

  let report: String
  let page: String
  let found: ScoredArchitecture?
  let stepCount: Int
  let distinctCount: Int
  let entropy: Entropy?
  let exact: ExactFindings?
  /// The exact optimum at which the policy started; absent where it did not.
  let start: Genotype?
  /// What there is to choose from; absent for exact searches.
  let contenders: Contenders?
  private let objective: Objective
  /// What is to be said of limits, front and latencies.
  private let remarks: [(name: String, text: String)]
  /// What is found, where nothing is known of it but its scores.
  private let unproven: Architecture?

  private enum CodingKeys: CodingKey {
    case report, page, found, stepCount, distinctCount, entropy, exact, start, contenders
  }

  /// - Throws: when the space of the report cannot be read.
  init(_ report: SearchReport, path: String) throws(ArchitectureError) {
    self.report = path
    page = path.pageBesideReport
    found = report.result.found
    stepCount = report.result.steps.count
    distinctCount = report.result.distinctCount
    exact = report.result.exact
    start = report.result.start
    objective = report.settings.search.objective
    contenders = try Contenders(of: report)
    remarks = try report.limitRemarks() + report.frontRemarks
    let space = try report.settings.space.space()
    unproven =
      exact == nil
      ? try found.map { found throws(ArchitectureError) in
        try space.architecture(for: found.genotype)
      } : nil
    entropy = report.result.policy.flatMap { policy in
      guard let first = policy.history.first, let last = policy.history.last else { return nil }
      return Entropy(
        first: first.entropy, last: last.entropy,
        openTopologyCount: policy.openTopologyCount(distinctCount: report.result.distinctCount))
    }
  }
}

extension SearchSummary: CustomStringConvertible {
  var description: String {
    var lines: [(name: String, text: String)] = []
    if let found {
      lines += [
        ("topology found", found.genotype.description),
        ("parameters", found.parameterCount.shown), ("MACs", found.macCount.shown),
      ]
      lines += quantities.compactMap { quantity in
        found.scores[quantity.metric].map { measurement in
          let direction =
            objective.terms.first { $0.metric == quantity.metric }
            .map { "  (\($0.direction.rawValue) is better)" } ?? ""
          return (quantity.title, measurement.shown + direction)
        }
      }
    }
    if let unproven {
      let forms: [any ClosedFormProxy.Type] = [DepthTimesWidth.self, SpectralCapacity.self]
      lines += forms.filter { found?.scores[$0.metric] == nil }.map {
        ($0.title, $0.value(of: unproven).shown())
      }
    }
    if let start { lines.append(("policy began at", start.description)) }
    if let entropy {
      let remark = entropy.openTopologyCount.map {
        ": not converged, still spread over about \($0.shownAsCount) topologies"
      }
      lines.append(
        (
          "policy entropy",
          "\(entropy.first.shown()) to \(entropy.last.shown()) nats\(remark ?? "")"
        ))
    }
    lines += (exact?.remarks ?? []) + remarks
    if let level = exact?.predictor?.measured?.level, level.count > 1 {
      lines.append(
        (
          "level designs",
          "longer trainings tell them apart: asvit train --from this run, with --candidates"
        ))
    }
    if unproven != nil {
      lines.append(
        (
          "decided by",
          "untrained networks; to go by trainings: asvit audit --sample, then search --objective trained"
        ))
    }
    let ends = [
      (name: "steps", text: "\(stepCount), \(distinctCount) different architectures"),
      (name: "page", text: page), (name: "report", text: report),
    ]
    let facts = (lines + ends).aligned
    let measured = exact?.predictor?.measuredTable.map { ["\($0)", ""] } ?? []
    let choice = contenders.flatMap(ContendersTable.init).map { ["", "\($0)", ""] } ?? []
    return (measured + facts.prefix(lines.count) + choice + facts.suffix(ends.count))
      .joined(separator: "\n")
  }
}

extension PredictorFindings {
  /// The designs of the rounds, the best first; nil where there were none.
  fileprivate var measuredTable: Table? {
    guard let measured else { return nil }
    var table = Table(
      header: ["design", "by", "parameters", "MACs", "trainings", target, "predicted", "level"])
    for design in measured.designs {
      table.append([
        design.genotype.description, design.chooser, design.parameterCount.shown,
        design.macCount.shown, "\(design.trainingCount)", design.shown, design.prediction.shown(),
        design.isLevel ? "yes" : "no",
      ])
    }
    return table
  }
}
