import AsViTCurriculum
import AsViTReport

extension Table {
  /// What became of each candidate, the most accurate first.
  static func candidates(
    _ result: TrainResultRecord, classCount: Int, isFinished: Bool
  ) -> Table {
    let order = result.candidates.indices.sorted {
      let (first, second) = (result.candidates[$0], result.candidates[$1])
      let accuracies = (first.evaluations.last?.topOne ?? -1, second.evaluations.last?.topOne ?? -1)
      return accuracies.0 == accuracies.1 ? $0 < $1 : accuracies.0 > accuracies.1
    }
    return Table(
      "Candidates", of: order,
      [
        .cell("genotype") { index in
          .genotype(
            result.candidates[index].genotype,
            ink: result.candidates.count > 1 ? .series(index) : nil)
        }
      ],
      result.designs == nil ? [] : [.integer("seed") { result.candidates[$0].seed.map(Int.init) }],
      .accuracy(classCount: classCount, order: .descending) {
        result.candidates[$0].evaluations.last
      },
      [
        .integer("updates") { result.candidates[$0].position.step },
        .count("parameters") { result.candidates[$0].parameterCount },
        .count("MACs") { result.candidates[$0].macCount },
        .text("outcome") { result.candidates[$0].spokenOutcome(isFinished: isFinished) },
      ])
  }

  /// The phases of a curriculum, and what was spent in them.
  static func curriculum(of candidate: TrainedCandidateRecord) -> Table {
    Table(
      "Phases of \(candidate.genotype)",
      of: candidate.plan.phases.map { phase in
        (plan: phase, spent: candidate.phases.first { $0.phase == phase.index })
      },
      [
        .integer("phase", order: .ascending) { $0.plan.index + 1 },
        .integer("image", \.plan.imageSide),
        .integer("tokens", \.plan.tokenCount), .percentage("from", \.plan.start),
        .percentage("to", \.plan.end), .count("MACs per image", \.plan.macsPerSample),
        .number("batch") {
          .number("× \($0.plan.batchMultiplier)", Double($0.plan.batchMultiplier))
        },
        .integer("updates") { $0.spent?.stepCount }, .integer("images") { $0.spent?.sampleCount },
        .integer("loaded") { $0.spent?.loadedCount }, .count("MACs") { $0.spent?.macCount },
      ])
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
      "What it mistakes most often", of: worst.prefix(count),
      [
        .text("class") { classNames[$0.truth] }, .text("taken for") { classNames[$0.taken] },
        .integer("images", order: .descending, \.count),
        .percentage("of its class") {
          Double($0.count) / Double(evaluation.confusion[$0.truth].reduce(0, +))
        },
      ])
  }

  /// The rungs at which candidates were compared.
  static func rungs(_ result: TrainResultRecord) -> Table {
    Table(
      "Successive halving", of: result.rungs,
      [
        .percentage("computation", order: .ascending, \.fraction),
        .integer("trained", \.trained.count),
        .integer("went on", \.survivors.count),
        .cell("best first") { rung in
          let names = rung.survivors.map { result.candidates[$0].genotype.description }
          return Cell(names.joined(separator: "  "), className: "mono")
        },
      ])
  }
}

extension Array {
  /// The shares, the loss and the epochs of an evaluation.
  ///
  /// - Parameters:
  ///   - classCount: one of five guesses is always right of five classes or fewer: they have no top-5.
  ///   - order: that of the rows by the first share, if they have one.
  static func accuracy<Record>(
    classCount: Int, order: Table.Field<Record>.Order? = nil,
    _ evaluation: @escaping (Record) -> EvaluationRecord?
  ) -> Self where Element == Table.Field<Record> {
    [.percentage("top-1", order: order) { evaluation($0)?.topOne }]
      + (classCount > 5 ? [.percentage("top-5") { evaluation($0)?.topFive }] : []) + [
        .number("test loss") { evaluation($0)?.loss.map { .number($0.shown(), $0) } },
        .number("epochs") {
          evaluation($0).map {
            .number($0.equivalentEpochs.shown(digits: 3), $0.equivalentEpochs)
          }
        },
      ]
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
