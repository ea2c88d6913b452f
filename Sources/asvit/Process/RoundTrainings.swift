import AsViTArchitecture
import AsViTReport
import AsViTSearch
import AsViTStatistics

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

  /// The trainings of a search, brought to their end.
  ///
  /// A run that was begun has them all, however much time is left.
  ///
  /// - Parameters:
  ///   - search: without trainings.
  ///   - settings: of a run, by those of its search.
  /// - Throws: `ReportError.settingsDiffer` before a training.
  func table(
    for search: SearchSettings, rounds: TrainingRounds.Settings, extrapolates: Bool,
    settings: (SearchSettings) -> SearchRunSettings
  ) throws -> TrainedTable {
    var search = search
    func table(_ values: [Double?], of trained: [TrainingRound]) -> TrainedTable {
      TrainedTable(
        genotypes: trained.flatMap(\.genotypes),
        target: GenotypeTable.Column(
          name: target.rawValue, higherIsBetter: target.higherIsBetter, values: values),
        extrapolates: extrapolates, rounds: TrainingRounds(settings: rounds, rounds: trained))
    }
    var roundCount: Int?
    if !folder.force, let begun = try RunRecord<SearchRunSettings>(ofRunAt: folder.out) {
      let trained = begun.settings.search.trained
      let rounds = trained?.rounds?.rounds ?? []
      search.trained = table(trained?.target.values ?? [], of: rounds)
      try folder.require(settings(search), threads: scoring.threads.value)
      roundCount = rounds.count
    }
    search.trained = table([], of: [])
    return try self.table(
      of: PredictorLoop(in: space.space, settings: search), roundCount: roundCount)
  }

  /// Trains what is missing.
  ///
  /// - Parameters:
  ///   - loop: before its first round.
  ///   - roundCount: how many rounds there are; nil for as many as the loop asks for.
  private func table(of loop: PredictorLoop, roundCount: Int?) throws -> TrainedTable {
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
