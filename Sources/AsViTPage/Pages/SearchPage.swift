import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

extension Page {
  init(ofSearch run: RunDetails<SearchRunSettings, SearchResultRecord>) throws {
    let (result, settings) = (run.report.result, run.report.settings)
    let space = try settings.space.space()
    let objective = settings.search.objective
    let shown = result.shownSteps(by: objective)
    let index = try ArchitectureIndex(ofSearch: run.report, showing: shown, in: space)
    let plots = SearchPlots(
      result: result, objective: objective, limits: settings.search.limits, space: space,
      index: index, steps: shown)
    kind = "Search"
    title = run.name
    lead =
      "\(result.steps.count) steps of \(settings.search.controllerNote) over "
      + "\(space.name) looked at \(result.distinctCount.grouped) of "
      + "\(space.topologyCount.grouped) topologies for images of \(space.family.imageSide) pixels."
    notices = run.report.notices(
      showing: "the \(result.steps.count) of \(settings.search.stepCount) steps in its journal")
    facts = Self.facts(of: result, settings.metrics)
    sections = [
      try result.found.map { found in
        let topology = Topology(try space.architecture(for: found.genotype))
        return Section(
          "Topology found", id: "found", lead: settings.search.foundNote(result.exact),
          [.figures(topology.figures(id: "found")), .table(topology.table)])
      },
      Section.front(run.report),
      try Contenders(of: run.report).map { .contenders($0, index) },
      Section.measured(result.exact?.predictor), Section.exact(result.exact),
      Section.trainings(result.exact?.predictor),
      result.steps.isEmpty || result.exact != nil
        ? nil
        : Section("How the search went", id: "steps", [.figures(plots.overTime)]),
      Section.architectures(result, plots: plots, settings),
      Section.policy(result.policy),
      result.exact != nil
        ? nil : try Section.choices(result.steps, by: objective, in: space),
      Section.limits(repeatCount: settings.proxies.repeatCount),
      try Section.reproduce(
        run.report,
        facts: Fact.scoring(
          seed: settings.search.seed, proxies: settings.proxies, images: settings.images)
          + (run.report.limitRemarks() + run.report.frontRemarks)
          .map { Fact($0.name, $0.text) },
        unit: "step", space: settings.space),
    ].compactMap(\.self)
    architectures = try index.json()
  }

  private static func facts(of result: SearchResultRecord, _ metrics: [Metric]) -> [Fact] {
    var facts: [Fact] = []
    if let found = result.found {
      facts += [
        Fact("topology found", found.genotype.description, isCode: true),
        Fact("parameters", found.parameterCount.shown),
        Fact("MACs", found.macCount.shown, remark: "per image"),
      ]
      facts += metrics.compactMap { metric in
        found.scores[metric].map {
          Fact(metric.title, $0.mean.shown(), remark: $0.shownDeviation)
        }
      }
    }
    if let first = result.policy?.history.first, let last = result.policy?.history.last {
      let open = result.policy?.openTopologyCount(distinctCount: result.distinctCount)
      facts.append(
        Fact(
          "policy entropy", last.entropy.shown(),
          remark: "nats, from \(first.entropy.shown())"
            + (open.map { ": not converged, still about \($0.shownAsCount) topologies" } ?? "")))
    }
    return facts
  }
}

extension Section {
  fileprivate static func contenders(_ contenders: Contenders, _ index: ArchitectureIndex)
    -> Section
  {
    Section(
      "Which one to take", id: "contenders",
      lead: "What the search found, the least rank sum it saw and the Pareto front: what no other "
        + "architecture beats in every term. Places are among all architectures seen; those in brackets "
        + "cannot be told apart, by 1.96 standard errors of the difference of means over repeats.",
      [.table(.contenders(contenders, index))])
  }

  /// Everything the search scored; nil when that is nothing.
  fileprivate static func architectures(
    _ result: SearchResultRecord, plots: SearchPlots, _ settings: SearchRunSettings
  ) -> Section? {
    guard !result.steps.isEmpty else { return nil }
    let figures = plots.scores.map { [Block.figures($0)] } ?? []
    return Section(
      "Architectures", id: "architectures",
      lead: settings.search.trained != nil
        ? "The designs, best first, with closed forms that had no part in the choice."
        : "The rank sum adds the ranks by "
          + settings.search.objective.metrics.map(\.title).joined(separator: " and ")
          + " among all architectures seen.",
      figures
        + (settings.search.trained == nil
          ? [.table(.best(result.best, settings.metrics))] : [])
        + [
          .details(
            Details(
              title: plots.steps.count < result.steps.count
                ? "Some of \(result.distinctCount.grouped) architectures; 'asvit table' has all"
                : "All \(result.distinctCount) architectures",
              table: .evaluations(plots.steps, settings.metrics)))
        ])
  }
}

extension SearchSettings {
  fileprivate var controllerNote: String {
    (controller == .evolution && seeksFront ? "evolution of a front" : controller.spokenName)
      + (samplesPerStep.map { ", which moves its policy once in \($0)," } ?? "")
  }

  /// How the topology found came about.
  fileprivate func foundNote(_ findings: ExactFindings?) -> String {
    switch controller {
    case .reinforce:
      (limits == SearchLimits()
        ? "The likeliest option of every choice after the last step."
        : "The likeliest option of every choice after the last step or, where these break the "
          + "limits, the likeliest architecture seen.")
        + (warmStart.map { " The policy began at the optimum by \($0.title)." } ?? "")
    case .exact:
      findings?.predictor?.measured?.best != nil
        ? "The best of the designs that were trained, by the mean over trainings."
        : "The optimum of the whole space within the limits."
    case .random, .evolution: "The best architecture seen, by rank sum."
    }
  }
}

extension ControllerKind {
  var spokenName: String {
    switch self {
    case .reinforce: "REINFORCE"
    case .random: "random search"
    case .evolution: "regularised evolution"
    case .exact: "exact search"
    }
  }
}
