import AsViTReport

/// Latencies, for people; as JSON the report itself.
struct LatencySummary: Encodable, CustomStringConvertible {
  let report: LatencyReport

  func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

  var description: String {
    var table = Table(header: ["genotype", "latency, ms", "× reference", "parameters", "MACs"])
    for architecture in report.architectures {
      let multiple = architecture.latency.mean.value.map { $0 / report.reference.milliseconds }
      table.append([
        architecture.genotype.description, architecture.latency.shown,
        multiple?.shown(digits: 3) ?? "", architecture.parameterCount.shown,
        architecture.macCount.shown,
      ])
    }
    let (settings, reference) = (report.settings, report.reference)
    return """
      \(table)
      by \(report.runtime): \(counted(settings.batchSize, "image")) at a time, \
      \(counted(settings.threadCount, "thread")), \(report.machine.processor)
      reference: \(reference.genotype), \(reference.milliseconds.shown()) ms
      """
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }
}
