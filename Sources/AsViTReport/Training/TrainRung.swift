import AsViTNumerics
import AsViTSearch
import AsViTTraining

/// A comparison of candidates in a training run: who was trained and who goes on.
struct TrainRung {
  typealias Evaluation = AsViTTraining.Evaluation

  let record: RungRecord
  /// With several seeds, what they say of the designs; nil of one.
  let comparison: DesignRung?
  /// The trainings of each design that was trained.
  let designs: [[Int]]
  /// Of each design, one for each training; nil for one that diverged.
  private let evaluations: [[Evaluation?]]

  /// - Parameters:
  ///   - evaluations: of all that were trained; nil for one that diverged.
  ///   - settings: of the run.
  init(
    _ rung: SuccessiveHalving.Rung, of evaluations: [(candidate: Int, evaluation: Evaluation?)],
    _ settings: TrainRunSettings
  ) {
    let seedCount = settings.seedCount ?? 1
    let groups = stride(from: 0, to: evaluations.count, by: seedCount).map {
      evaluations[$0..<$0 + seedCount]
    }
    let designs = groups.map { $0.map(\.candidate) }
    self.designs = designs
    self.evaluations = groups.map { $0.map(\.evaluation) }
    let losses = groups.map { $0.map { $0.evaluation?.loss } }
    let comparison =
      settings.seedCount == nil
      ? nil : DesignRung(losses: losses, seed: Seed(settings.training.seed).derived("rung"))
    self.comparison = comparison
    record = RungRecord(
      fraction: rung.fraction, trained: evaluations.map(\.candidate),
      survivors: comparison.map { comparison in
        rung.fraction < 1
          ? comparison.survivors.flatMap { designs[$0] }
          : comparison.ranked.map { best(of: designs[$0], losses[$0]) }
      } ?? SuccessiveHalving.survivors(of: evaluations, count: rung.survivorCount),
      repeats: comparison?.repeats)
  }

  /// The shares of the test images that trainings of a design have right.
  func topOnes(of design: Int) -> [Double] { evaluations[design].compactMap { $0?.topOne } }
}

/// The training with the least loss, the first among equals.
private func best(of trainings: [Int], _ losses: [Double?]) -> Int {
  let place = losses.indices.reduce(0) {
    (losses[$1] ?? .infinity) < (losses[$0] ?? .infinity) ? $1 : $0
  }
  return trainings[place]
}
