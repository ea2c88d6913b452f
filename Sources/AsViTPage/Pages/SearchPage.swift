import AsViTArchitecture
import AsViTReport
import AsViTSearch

extension Page {
  init(ofSearch run: RunDetails<SearchRunSettings, SearchFindings>) throws {
    let (findings, settings) = (run.findings, run.settings)
    let space = try SearchSpace(
      yaml: settings.space.yaml, file: settings.space.name + ".yaml")
    let plots = SearchPlots(findings: findings)
    kind = "Search"
    title = run.name
    lead =
      "\(findings.steps.count) steps of \(settings.search.controller.spokenName) over "
      + "\(space.name) looked at \(findings.distinctCount.grouped) of "
      + "\(space.topologyCount.grouped) topologies for images of \(space.family.imageSide) pixels."
    notices =
      run.finished == nil
      ? [
        "This run is not finished: the page shows the \(findings.steps.count) of "
          + "\(settings.search.stepCount) steps in its journal."
      ] : []
    facts = Self.facts(of: findings)
    sections = [
      try findings.derived.map { seed in
        let topology = Topology(
          member: MemberRecord(try space.architecture(for: seed.genotype), step: 0))
        return Section(
          "Seed topology", id: "seed", lead: settings.search.seedNote,
          [.figures(topology.figures(id: "seed")), .table(topology.table)])
      },
      findings.steps.isEmpty
        ? nil
        : Section("How the search went", id: "steps", [.figures(plots.overTime)]),
      Section.architectures(findings, plots: plots),
      Section.policy(findings.policy),
      Section.limits(repeatCount: settings.proxies.repeatCount),
      Section.reproduce(
        run,
        facts: Fact.scoring(
          seed: settings.search.seed, proxies: settings.proxies, images: settings.images),
        unit: "step", space: settings.space),
    ].compactMap(\.self)
  }

  private static func facts(of findings: SearchFindings) -> [Fact] {
    var facts: [Fact] = []
    if let seed = findings.derived {
      facts += [
        Fact("seed topology", seed.genotype.description, isCode: true),
        Fact("parameters", seed.parameterCount.shown),
        Fact("MACs", seed.macCount.shown, remark: "per image"),
      ]
      facts += seed.metrics.lengthDistortion.map { [Fact("length distortion Lᴱ", $0)] } ?? []
      facts += seed.metrics.conditionNumber.map { [Fact("condition number κ", $0)] } ?? []
    }
    if let first = findings.policy?.history.first, let last = findings.policy?.history.last {
      facts.append(
        Fact("policy entropy", last.entropy.shown(), remark: "nats, from \(first.entropy.shown())"))
    }
    return facts
  }
}

extension Section {
  /// Everything the search scored; nil when that is nothing.
  fileprivate static func architectures(
    _ findings: SearchFindings, plots: SearchPlots
  ) -> Section? {
    guard !findings.steps.isEmpty else { return nil }
    let figures = plots.scores.map { [Block.figures($0)] } ?? []
    return Section(
      "Architectures", id: "architectures",
      lead: "The rank sum adds the rank by length distortion and the rank by condition number "
        + "among all architectures seen.",
      figures + [
        .table(.best(findings.best)),
        .details(
          Details(
            title: "All \(findings.distinctCount) architectures",
            table: .evaluations(findings.steps))),
      ])
  }
}

extension Fact {
  /// Mean with standard deviation.
  init(_ name: String, _ metric: MetricRecord) {
    self.init(name, metric.mean.shown(), remark: metric.shownDeviation)
  }
}

extension SearchSettings {
  /// How the seed topology came about.
  fileprivate var seedNote: String {
    switch controller {
    case .reinforce:
      limits == SearchLimits()
        ? "The likeliest option of every choice after the last step."
        : "The likeliest option of every choice after the last step or, where these break the "
          + "limits, the likeliest architecture seen."
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
    }
  }
}
