import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

extension NetworkTable {
  /// What every table has.
  private static let sizes = [ParameterCount.metric, MACCount.metric]

  /// The networks of a run, also of one that is not finished.
  ///
  /// - Parameter objective: what a search's architectures are ranked by; nil for its own objective.
  /// - Throws: `CommandError.noNetworks` for audits and imports, `noSearch` when an objective is given
  ///   for another run, and `ArchitectureError` when the space cannot be read.
  init(of run: StoredRun, at path: String, by objective: Objective? = nil) throws {
    guard objective == nil || run.isSearch else { throw CommandError.noSearch(path) }
    switch run {
    case .search(let run): try self.init(of: run.report, by: objective)
    case .scale(let run): self.init(of: run.report.result)
    case .train(let run): self.init(of: run.report.result)
    case .audit:
      throw CommandError.noNetworks(path, reason: "an audit, whose rows are in \(path)/scores.csv")
    case .import: throw CommandError.noNetworks(path, reason: "imported weights of one network")
    }
  }

  /// The networks of a finished run.
  init(of run: FinishedRun) throws {
    switch run {
    case .search(let report): try self.init(of: report, by: nil)
    case .scale(let report): self.init(of: report.result)
    case .train(let report): self.init(of: report.result)
    }
  }

  /// Least rank sum first; without an objective, as after trainings, what was found, and then as seen.
  private init(of report: SearchReport, by objective: Objective?) throws {
    let (settings, result) = (report.settings, report.result)
    let space = try settings.space.space()
    let ranking = try Ranking(
      of: result.steps, and: result.found, by: objective ?? settings.search.objective, in: space)
    for term in ranking.objective.terms {
      guard ranking.architectures.contains(where: { $0.scores[term.metric] != nil }) else {
        throw CommandError.notMeasured(term.metric.word, by: settings.metrics.map(\.word))
      }
    }
    let places = Dictionary(
      uniqueKeysWithValues: ranking.front.enumerated().map { ($0.element, $0.offset) })
    let metrics = (ranking.objective.metrics + settings.metrics).uniqued
      .filter { !Self.sizes.contains($0) }
    columns =
      ["found", "front", "rank-sum", "first-step"].map { Column(name: $0) }
      + metrics.map(Column.metric)
    rows = ranking.architectures.enumerated().map { index, architecture in
      Row(
        genotype: architecture.genotype, parameterCount: architecture.parameterCount,
        macCount: architecture.macCount, frontPlace: places[index],
        latency: architecture.scores[Latency.metric],
        cells: [
          .flag(architecture.genotype == result.found?.genotype), .flag(places[index] != nil),
          .integer(architecture.rankSum), .integer(architecture.firstStep),
        ] + metrics.map { .measurement(architecture.scores[$0]) })
    }
  }

  /// The largest member first, and before all others those that were chosen.
  private init(of result: ScaleResultRecord) {
    let candidates = result.steps.flatMap { step in
      step.candidates.enumerated().map { (step: step, isChosen: $0 == step.choice, network: $1) }
    }
    let metrics = proxies.map { $0.metric }.filter { metric in
      !Self.sizes.contains(metric)
        && candidates.contains { $0.network.scores?[metric] != nil }
    }
    columns =
      ["chosen", "step", "rank-sum"].map { Column(name: $0) } + metrics.map(Column.metric)
    let start = result.path.prefix(1).map { start in
      Row(
        genotype: start.genotype, parameterCount: start.parameterCount, macCount: start.macCount,
        cells: [.flag(true), .integer(0), .integer(nil)] + metrics.map { _ in .measurement(nil) })
    }
    let all = candidates.reversed().map { candidate in
      let network = candidate.network
      return Row(
        genotype: network.genotype, parameterCount: network.parameterCount,
        macCount: network.macCount, isResult: candidate.isChosen,
        cells: [
          .flag(candidate.isChosen), .integer(candidate.step.number), .integer(network.rankSum),
        ] + metrics.map { .measurement(network.scores?[$0]) })
    }
    rows = all.filter(\.isResult) + start + all.filter { !$0.isResult }
  }

  /// Of several seeds in the order of the designs; those of a design, and candidates of one seed, by who is
  /// right most often.
  private init(of result: TrainResultRecord) {
    columns =
      (result.designs == nil ? [] : ["seed"]).map { Column(name: $0) }
      + ["outcome", "epochs", "top-1", "top-5", "loss"].map { Column(name: $0) }
    let groups =
      result.designs?.map { $0.candidates.map { result.candidates[$0] } } ?? [result.candidates]
    let ranked = groups.flatMap { group in
      group.sorted {
        ($0.evaluations.last?.topOne ?? -1) > ($1.evaluations.last?.topOne ?? -1)
      }
    }
    rows = ranked.map { candidate in
      let last = candidate.evaluations.last
      return Row(
        genotype: candidate.genotype, parameterCount: candidate.parameterCount,
        macCount: candidate.macCount, isResult: candidate.outcome == .finished,
        cells: (result.designs == nil ? [] : [.integer(candidate.seed.map(Int.init))]) + [
          .text(candidate.outcome.rawValue), .real(last?.equivalentEpochs),
          .real(last.map { 100 * $0.topOne }), .real(last.map { 100 * $0.topFive }),
          .real(last?.loss),
        ])
    }
  }
}

extension StoredRun {
  fileprivate var isSearch: Bool { if case .search = self { true } else { false } }
}
