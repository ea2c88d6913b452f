public import AsViTProxies

extension Audit {
  /// The architectures as comma-separated values, as `GenotypeTable` reads them: genotype, targets,
  /// each the mean over trainings, and scores. What has no value is an empty field.
  ///
  /// - Parameter metrics: those that were measured.
  /// - Precondition: the audit is finished.
  public func csv(of metrics: [Metric]) -> String {
    precondition(isFinished, "an audit of \(scores.count) of \(architectures.count)")
    let targets = settings.targets.map {
      AuditedScore(
        name: $0.name, values: trainings($0).map(mean), higherIsBetter: $0.higherIsBetter)
    }
    let columns = targets + audited(metrics)
    let header = columns.map { quoted(($0.higherIsBetter ? "" : "-") + $0.name) }
    let lines = architectures.enumerated().map { row, architecture in
      [quoted(architecture.genotype.description)]
        + columns.map { $0.values[row]?.description ?? "" }
    }
    return ([["genotype"] + header] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }
}

private func quoted(_ text: String) -> String {
  "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
    + "\""
}
