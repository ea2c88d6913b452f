import AsViTReport

/// Training runs side by side.
struct ComparedTrainings {
  typealias Run = Compared<TrainRunSettings, TrainResultRecord>

  let runs: [Run]

  /// The training runs; nil when there are none.
  func section() throws -> Section? {
    guard !runs.isEmpty else { return nil }
    let figures = [
      evaluations("Accuracy on test images", "top-1 accuracy, %", id: "accuracies") {
        100 * $0.topOne
      },
      evaluations("Loss on test images", "mean cross-entropy", id: "test-losses") { $0.loss },
    ].compactMap(\.self)
    return Section(
      "Trainings", id: "trainings", lead: comparability,
      [.table(candidates)] + (figures.isEmpty ? [] : [.figures(FigureGrid(.pair, figures))])
        + (try Table.differences(between: runs).map { [.table($0)] } ?? []))
  }

  /// Accuracies are of one task only when the images are the same.
  private var comparability: String {
    let data = runs.map(\.report.settings.data)
    return data.allSatisfy { $0 == data[0] }
      ? "Accuracies are on the same \(data[0].testCount.grouped) test images, each of one training "
        + "with one seed."
      : "These runs differ in their images: their accuracies are of different tasks."
  }

  private var candidates: Table {
    Table(
      "Candidates",
      of: runs.flatMap { run in run.report.result.candidates.map { (run: run, candidate: $0) } },
      [.run(\.run), .genotype(\.candidate.genotype)],
      .accuracy(
        classCount: runs.map(\.report.settings.data.classNames.count).max() ?? 0
      ) { $0.candidate.evaluations.last },
      [
        .count("parameters", \.candidate.parameterCount), .count("MACs", \.candidate.macCount),
        .text("outcome") {
          $0.candidate.spokenOutcome(isFinished: $0.run.report.isFinished)
        },
      ])
  }

  /// A value of each evaluation that has one, of all candidates.
  private func evaluations(
    _ name: String, _ label: String, id: String, _ value: (EvaluationRecord) -> Double?
  ) -> Figure? {
    let lines = runs.flatMap { compared in
      compared.report.result.candidates.map { candidate in
        (
          compared,
          candidate.evaluations.compactMap { evaluation in
            value(evaluation).map {
              Plot.Dot(
                point: Plot.Point(x: evaluation.equivalentEpochs, y: $0), ink: compared.ink,
                tooltip: "\(compared.label), \(candidate.genotype), update \(evaluation.step): "
                  + $0.shown())
            }
          }
        )
      }
    }
    let points = lines.flatMap { $0.1.map(\.point) }
    guard !points.isEmpty else { return nil }
    let plot = Plot(
      title: "\(name) over epochs",
      summary: "\(lines.count) trainings in \(runs.count) runs.",
      x: Axis("epochs that the computation would pay for", holding: [0] + points.map(\.x)),
      y: Axis(label, holding: points.map(\.y)),
      marks: lines.flatMap { compared, dots -> [Plot.Mark] in
        [.line(dots.map(\.point), compared.ink), .dots(dots, radius: 3.5)]
      })
    return Figure(name, legend: Legend(of: runs), plot.drawing(id: id))
  }
}
