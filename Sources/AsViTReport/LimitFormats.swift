public import AsViTArchitecture
import AsViTProxies
public import AsViTSearch

extension LimitUse.Limit {
  public var shown: String {
    switch self {
    case .parameters: "parameters"
    case .macs: "MACs"
    }
  }
}

extension LimitUse {
  /// How much is used; that it cannot bind, or that most of it is left.
  public var shown: String {
    guard canBind else {
      return "cannot bind: no topology here has more than \(greatest.shown), of \(most.shown)"
    }
    let used = (share * 100).shown(fractionDigits: 1) + " % of \(most.shown) used"
    return share < 0.5 ? used + ", most of it is left" : used
  }
}

extension SearchReport {
  /// What is to be said of each limit of a search, and of what was drawn again for them, each under a
  /// name. An exact search tells of its limits itself, and draws nothing.
  ///
  /// - Throws: when the space cannot be read.
  public func limitRemarks() throws(ArchitectureError) -> [(name: String, text: String)] {
    let limits = settings.search.limits
    guard limits != SearchLimits(), result.exact == nil else { return [] }
    var remarks: [(name: String, text: String)] = []
    if let found = result.found {
      remarks += limits.use(
        byParameters: found.parameterCount, macs: found.macCount,
        in: try settings.space.space()
      ).map { ("limit of \($0.limit.shown)", $0.shown) }
      if let most = limits.maxLatency, let used = found.scores.value(of: Latency.metric) {
        let share = (100 * used / most).shown(fractionDigits: 1)
        remarks.append(("limit of latency", "\(share) % of \(most.shown()) ms used"))
      }
    }
    let redrawCount = result.steps.reduce(0) { $0 + $1.redrawCount }
    let slowCount = result.steps.reduce(0) { $0 + ($1.tooSlow?.count ?? 0) }
    let slow = slowCount == 0 ? "" : "; \(slowCount) architectures were measured to be too slow"
    remarks.append(
      ("drawn again", "\(redrawCount) of \(redrawCount + result.steps.count) proposals\(slow)"))
    return remarks
  }

  /// How latencies came about, and the front; each under a name.
  public var frontRemarks: [(name: String, text: String)] {
    var remarks: [(name: String, text: String)] = []
    if let front = result.front, let volume = front.hypervolumes.last {
      let ends = zip(settings.search.objective.terms, zip(front.reference, front.ideal))
        .map { term, ends in "\(term.metric.word) \(ends.0.shown()) to \(ends.1.shown())" }
      remarks.append(
        (
          "front",
          "\(front.members.count) architectures, hypervolume \(volume.shown(digits: 3)) of the worst to "
            + "the best seen: \(ends.joined(separator: ", "))"
        ))
    }
    if let latency = settings.latency, let reference = result.latencyReference {
      remarks.append(
        (
          "latency",
          "\(latency.runtime.rawValue), batch \(latency.batchSize), threads \(latency.threadCount), "
            + "\(machine.processor); reference \(reference.genotype), "
            + "\(reference.milliseconds.shown()) ms"
        ))
    }
    return remarks
  }
}
