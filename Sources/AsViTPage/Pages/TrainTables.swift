import AsViTCurriculum
import AsViTReport

extension Table {
  /// What became of each candidate, the most accurate first.
  static func candidates(_ result: TrainResultRecord, isFinished: Bool) -> Table {
    let order = result.candidates.indices.sorted {
      let (first, second) = (result.candidates[$0], result.candidates[$1])
      let accuracies = (first.evaluations.last?.topOne ?? -1, second.evaluations.last?.topOne ?? -1)
      return accuracies.0 == accuracies.1 ? $0 < $1 : accuracies.0 > accuracies.1
    }
    return Table(
      "Candidates",
      columns: [
        .text("genotype"), .ordering("top-1", descending: true), .number("top-5"),
        .number("test loss"), .number("epochs"), .number("updates"), .number("parameters"),
        .number("MACs"), .text("outcome"),
      ],
      rows: order.map { index in
        let candidate = result.candidates[index]
        let last = candidate.evaluations.last
        let ink = result.candidates.count > 1 ? Ink.series(index) : nil
        return [.genotype(candidate.genotype, ink: ink)] + accuracy(of: last)
          + [
            .integer(candidate.position.step), .count(candidate.parameterCount),
            .count(candidate.macCount), Cell(candidate.spokenOutcome(isFinished: isFinished)),
          ]
      })
  }

  /// The shares, the loss and the epochs of an evaluation.
  static func accuracy(of evaluation: EvaluationRecord?) -> [Cell] {
    [
      evaluation.map { .percentage($0.topOne) } ?? .none,
      evaluation.map { .percentage($0.topFive) } ?? .none,
      evaluation?.loss.map { .number($0.shown(), $0) } ?? .none,
      evaluation.map { .number($0.equivalentEpochs.shown(digits: 3), $0.equivalentEpochs) }
        ?? .none,
    ]
  }

  /// The phases of a curriculum, and what was spent in them.
  static func curriculum(of candidate: TrainedCandidateRecord) -> Table {
    Table(
      "Phases of \(candidate.genotype)",
      columns: [
        .ordering("phase"), .number("image"), .number("tokens"), .number("from"), .number("to"),
        .number("MACs per image"), .number("batch"), .number("updates"), .number("images"),
        .number("loaded"), .number("MACs"),
      ],
      rows: candidate.plan.phases.map { phase in
        let spent = candidate.phases.first { $0.phase == phase.index }
        return [
          .integer(phase.index + 1), .integer(phase.imageSide), .integer(phase.tokenCount),
          .percentage(phase.start), .percentage(phase.end), .count(phase.macsPerSample),
          .number("× \(phase.batchMultiplier)", Double(phase.batchMultiplier)),
          .integer(spent?.stepCount), .integer(spent?.sampleCount), .integer(spent?.loadedCount),
          spent.map { .count($0.macCount) } ?? .none,
        ]
      })
  }

  /// The classes most often taken for another; nil when nothing was.
  static func confusions(
    _ evaluation: EvaluationRecord, classNames: [String], count: Int = 10
  ) -> Table? {
    let classes = evaluation.confusion.indices
    let mistakes = classes.flatMap { truth in
      classes.filter { $0 != truth && evaluation.confusion[truth][$0] > 0 }
        .map { (truth: truth, taken: $0, count: evaluation.confusion[truth][$0]) }
    }
    let worst = mistakes.sorted { ($1.count, $0.truth, $0.taken) < ($0.count, $1.truth, $1.taken) }
    guard !worst.isEmpty else { return nil }
    return Table(
      "What it mistakes most often",
      columns: [
        .text("class"), .text("taken for"), .ordering("images", descending: true),
        .number("of its class"),
      ],
      rows: worst.prefix(count).map { mistake in
        [
          Cell(classNames[mistake.truth]), Cell(classNames[mistake.taken]),
          .integer(mistake.count),
          .percentage(
            Double(mistake.count) / Double(evaluation.confusion[mistake.truth].reduce(0, +))),
        ]
      })
  }

  /// The rungs at which candidates were compared.
  static func rungs(_ result: TrainResultRecord) -> Table {
    func names(_ places: [Int]) -> String {
      places.map { result.candidates[$0].genotype.description }.joined(separator: "  ")
    }
    return Table(
      "Successive halving",
      columns: [
        .ordering("computation"), .number("trained"), .number("went on"), .text("best first"),
      ],
      rows: result.rungs.map { rung in
        [
          .percentage(rung.fraction), .integer(rung.trained.count),
          .integer(rung.survivors.count), Cell(names(rung.survivors), className: "mono"),
        ]
      })
  }
}

extension TrainedCandidateRecord {
  /// - Parameter isFinished: whether the run is; before, who is not done may go on.
  func spokenOutcome(isFinished: Bool) -> String {
    switch outcome {
    case .finished: "finished"
    case .eliminated: isFinished ? "eliminated" : "not finished"
    case .diverged: "diverged" + (divergence.map { " at update \($0.step)" } ?? "")
    }
  }
}
