import AsViTArchitecture
import AsViTReport

extension ArchitectureIndex {
  /// The networks of a training run; of one that is trained several times the first training.
  init(ofTraining report: TrainReport, in family: any Family) throws(ArchitectureError) {
    let (result, space) = (report.result, report.settings.space)
    self.init(
      facts: ["top-1 accuracy", "test loss", "parameters", "MACs"],
      commands: NextCommands(after: report.command, in: space, family).all)
    for (place, candidate) in result.candidates.enumerated() {
      let last = candidate.evaluations.last
      add(
        try family.architecture(for: candidate.genotype),
        values: [
          last.map { Table.Cell.percentage($0.topOne).text } ?? "–",
          last?.loss.map { $0.shown() } ?? "–", candidate.parameterCount.shown,
          candidate.macCount.shown,
        ], mark: place == result.best ? "best" : nil)
    }
  }

  /// The members of a growth, then the other candidates of its steps.
  init(ofGrowth report: ScaleReport, in family: any Family) throws(ArchitectureError) {
    let result = report.result
    let metrics = [report.settings.proxies].metrics
    let candidates = result.steps.flatMap(\.candidates)
    let scores = Dictionary(
      candidates.map { ($0.genotype, $0.scores) }, uniquingKeysWith: { first, _ in first })
    self.init(
      facts: metrics.map(\.title) + ["parameters", "MACs"],
      commands: NextCommands(after: report.command, in: report.settings.space, family).all)
    for genotype in result.path.map(\.genotype) + candidates.map(\.genotype)
    where self[genotype] == nil {
      let architecture = try family.architecture(for: genotype)
      add(
        architecture,
        values: metrics.map { scores[genotype]??[$0]?.shown ?? "–" }
          + [architecture.parameterCount.shown, architecture.macCount.shown])
    }
  }
}
