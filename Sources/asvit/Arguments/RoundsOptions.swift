import ArgumentParser
import AsViTReport
import AsViTSearch
import AsViTTraining

/// Trainings that a search has made for it, in place of a table.
struct RoundsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Without --table, --objective trained has so many architectures of the space trained first: \
      within the limits, each option of a choice about as often as the others. (default: two for each \
      number of the model, at least \(AdditiveModel.leastRows))
      """, valueName: "count"))
  var sample: Count?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      """
      Begin no round of new designs that would end after so long a time of training, such as 1h or \
      90min. (default: rounds until they promise no more than noise)
      """, valueName: "time"))
  var time: TrainingTime?

  var isGiven: Bool { sample != nil || time != nil }

  /// - Parameters:
  ///   - seedCount: trainings of each architecture.
  ///   - designCount: new designs in a round.
  func settings(
    in space: SpaceFile, seedCount: Int, designCount: Int
  ) -> TrainingRounds.Settings {
    TrainingRounds.Settings(
      sampleCount: sample?.value ?? AdditiveModel.sampleCount(for: space.space),
      seedCount: seedCount, designCount: designCount, seconds: time?.seconds)
  }
}

/// A time on the command line, as `1h`, `90min` or `30s`.
struct TrainingTime: ExpressibleByArgument {
  let seconds: Double

  init?(argument: String) {
    guard case .seconds(let seconds) = Budget(argument) else { return nil }
    self.seconds = seconds
  }
}
