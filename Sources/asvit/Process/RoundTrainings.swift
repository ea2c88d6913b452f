import AsViTArchitecture
import AsViTReport
import AsViTSearch

/// The trainings of a search that goes by its own: ordinary runs in its folder, one for each seed of each
/// round. Those that are finished stay, and what comes next is a function of them.
struct RoundTrainings {
  let space: SpaceFile
  let target: TrainingTarget
  let scoring: ScoringOptions
  let folder: RunOptions
  let job: RankJob
  /// Of 'asvit train'.
  let options: [String]

  /// Trains what is missing.
  ///
  /// - Parameters:
  ///   - loop: before its first round.
  ///   - roundCount: how many rounds there are; nil for as many as the loop asks for.
  func table(of loop: PredictorLoop, roundCount: Int?) throws -> TrainedTable {
    var loop = loop
    var reports: [TrainReport] = []
    while loop.roundCount != roundCount, let round = try loop.next() {
      let new = try round.seeds.map { seed in
        let what =
          loop.roundCount == 0 ? "the sample" : "round \(loop.roundCount)"
        notice("\(what): training \(round.members.count) architectures with seed \(seed)")
        return try TrainCommand.ofTable(
          round.members.map(\.genotype), in: space, seed: seed, scoring: scoring, folder: folder,
          options: options
        ).finished(in: job).report
      }
      reports += new
      try writeDocument(asvit.table(of: reports), to: "\(folder.out)/train/table.csv")
      loop.record(
        new.flatMap { $0.result.candidates.map(target.value) }, of: round,
        seconds: new.flatMap(\.timings.stepSeconds).reduce(0, +))
    }
    return loop.table
  }
}
