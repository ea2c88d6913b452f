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

  /// The members of a growth.
  init(ofGrowth report: ScaleReport, in family: any Family) throws(ArchitectureError) {
    self.init(
      facts: ["parameters", "MACs"],
      commands: NextCommands(after: report.command, in: report.settings.space, family).all)
    for member in report.result.path {
      add(
        try family.architecture(for: member.genotype),
        values: [member.parameterCount.shown, member.macCount.shown])
    }
  }
}
