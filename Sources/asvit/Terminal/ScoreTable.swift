import AsViTProxies
import AsViTReport
import AsViTSearch

/// Architectures with their cost and the chosen metrics, for people or as CSV.
struct ScoreTable {
  let metrics: [Metric]

  func text(of records: [ScoredArchitecture]) -> String {
    var table = Table(header: ["genotype", "parameters", "MACs"] + metrics.map(\.word))
    for record in records {
      table.append(
        [record.genotype.description, record.parameterCount.shown, record.macCount.shown]
          + metrics.map { record.scores[$0]?.shown ?? "" })
    }
    return table.description
  }

  var csvHeader: String {
    (["genotype", "parameters", "macs"]
      + metrics.flatMap { ["\($0.word)_mean", "\($0.word)_sd"] })
      .joined(separator: ",")
  }

  /// The genotype has commas of its own, hence the quotes. A mean without a value is the reason.
  func csvLine(of record: ScoredArchitecture) -> String {
    let cells = metrics.flatMap { metric in
      let metric = record.scores[metric]
      return [
        metric.map { $0.mean.value?.description ?? $0.mean.shown() } ?? "",
        metric?.standardDeviation?.description ?? "",
      ]
    }
    return (["\"\(record.genotype)\"", "\(record.parameterCount)", "\(record.macCount)"] + cells)
      .joined(separator: ",")
  }
}
