import AsViTNumerics
import AsViTSearch
import AsViTTraining

/// A comparison of candidates in a training run: who was trained and who goes on.
struct TrainRung {
  let record: RungRecord
  /// With several seeds, what they say of the designs; nil of one.
  let comparison: DesignRung?
  /// The trainings of each design that was trained.
  let designs: [[Int]]
  /// The evaluation of each training.
  private let evaluations: [Int: Evaluation?]

  /// - Parameters:
  ///   - evaluations: of all that were trained; nil for one that diverged.
  ///   - settings: of the run.
  init(
    _ rung: SuccessiveHalving.Rung, of evaluations: [(candidate: Int, evaluation: Evaluation?)],
    _ settings: TrainRunSettings
  ) {
    let trained = evaluations.map(\.candidate)
    self.evaluations = Dictionary(uniqueKeysWithValues: evaluations.map { ($0, $1) })
    guard let seedCount = settings.seedCount else {
      comparison = nil
      designs = trained.map { [$0] }
      record = RungRecord(
        fraction: rung.fraction, trained: trained,
        survivors: SuccessiveHalving.survivors(of: evaluations, count: rung.survivorCount),
        repeats: nil)
      return
    }
    let designs = stride(from: 0, to: trained.count, by: seedCount).map {
      Array(trained[$0..<$0 + seedCount])
    }
    let losses = designs.map { $0.map { place in evaluations.first { $0.candidate == place }?.evaluation?.loss } }
    let comparison = DesignRung(
      losses: losses, seed: Seed(settings.training.seed).derived("rung"))
    let survivors =
      rung.fraction < 1
      ? comparison.survivors.flatMap { designs[$0] }
      : comparison.ranked.map { design in
        zip(designs[design], losses[design]).min { ($0.1 ?? .infinity) < ($1.1 ?? .infinity) }!.0
      }
    self.comparison = comparison
    self.designs = designs
    record = RungRecord(
      fraction: rung.fraction, trained: trained, survivors: survivors,
      repeats: comparison.repeats)
  }

  /// The evaluations of a design, one for each training that has one.
  func evaluations(of design: Int) -> [Evaluation] {
    designs[design].compactMap { evaluations[$0] ?? nil }
  }
}
