import AsViTArchitecture
import AsViTReport
import AsViTSearch

extension Page {
  init(ofGrowth run: RunDetails<ScaleRunSettings, ScaleResultRecord>) throws {
    let (result, settings) = (run.report.result, run.report.settings)
    let space = try settings.space.space()
    let growth = try Growth(of: space.family, settings: settings.growth)
    let index = try ArchitectureIndex(ofGrowth: run.report, in: space.family)
    let path = result.path
    let topology = Topology(try space.architecture(for: path[path.count - 1].genotype))
    let (smallest, largest) = (path[0], path[path.count - 1])
    let remarks = result.remarks(imageSide: space.family.imageSide)
    kind = "Growth"
    title = run.name
    lead =
      "\(result.steps.count) steps of \(settings.growth.policy.spokenName), from "
      + "\(smallest.parameterCount.shown) to \(largest.parameterCount.shown) parameters, for "
      + "images of \(space.family.imageSide) pixels."
    notices = run.report.notices(
      showing: "the \(result.steps.count) steps that its journal completes")
    facts = [
      Fact("topology", settings.growth.topology.description, isCode: true),
      Fact("smallest", smallest.parameterCount.shown, remark: "parameters"),
      Fact("largest", largest.parameterCount.shown, remark: "parameters"),
      Fact("MACs of the largest", largest.macCount.shown, remark: "per image"),
      Fact("blocks of the largest", "\(largest.totalDepth)"),
      Fact(
        "channels of the largest", "\(largest.stages[0].channelCount)",
        remark: largest.stages.count > 1 ? "in stage 1" : nil),
    ]
    sections = [
      Section.family(result.targets),
      Section.path(
        GrowthPlots(
          result: result, metrics: settings.proxies.metrics, uniform: growth.uniformMembers,
          index: index, family: type(of: growth.family))),
      Section(
        "The largest member", id: "largest",
        [
          remarks.isEmpty ? nil : .facts(FactList(facts: remarks.map { Fact($0.name, $0.text) })),
          .figures(topology.figures(id: "largest")), .table(topology.table),
        ].compactMap(\.self)),
      Section.limits(repeatCount: settings.proxies.repeatCount),
      Section.reproduce(
        run.report,
        facts: Fact.scoring(
          seed: settings.growth.seed, proxies: settings.proxies, images: settings.images),
        unit: "step", space: settings.space),
    ].compactMap(\.self)
    architectures = try index.json()
  }
}

extension Section {
  /// The members for the sizes asked for; nil when none was.
  fileprivate static func family(_ targets: [TargetRecord]) -> Section? {
    guard !targets.isEmpty else { return nil }
    return Section("Family", id: "family", [.table(.family(targets))])
  }

  /// The way from the smallest to the largest.
  fileprivate static func path(_ plots: GrowthPlots) -> Section {
    let steps = plots.result.steps
    guard !steps.isEmpty else {
      return Section("Path", id: "path", lead: "No step is complete.", [])
    }
    return Section(
      "Path", id: "path",
      lead: "\(plots.family.growthRule) Scores are those of \(plots.family.scoredNetwork); they "
        + "choose within a step and do not compare sizes.",
      [
        .figures(FigureGrid(.pair, plots.figures)),
        .table(.growthSteps(plots.result, plots.metrics)),
      ])
  }
}

extension GrowthPolicy {
  var spokenName: String {
    switch self {
    case .asvit: "growth by rank sums"
    case .compound: "uniform compound scaling"
    case .random: "random growth"
    case .capacity: "growth by spectral capacity"
    }
  }
}
