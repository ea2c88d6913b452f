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
    help: ArgumentHelp(
      """
      How often each of them is trained, and each design of the rounds that follow, with seeds of its \
      own; at least 2, since noise is what seeds differ by. (default: 2)
      """, valueName: "count"))
  var seeds: Count?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      """
      Begin no round of new designs that would end after so long a time of training, such as 1h or \
      90min. (default: rounds until they promise no more than noise)
      """, valueName: "time"))
  var time: TrainingTime?

  var isGiven: Bool { sample != nil || seeds != nil || time != nil }

  func validate() throws { try seeds?.require(2...100, for: "seeds") }

  /// - Parameter designCount: new designs in a round.
  func settings(
    in space: SpaceFile, designCount: Int
  ) -> TrainingRounds.Settings {
    TrainingRounds.Settings(
      sampleCount: sample?.value ?? AdditiveModel.sampleCount(for: space.space),
      seedCount: seeds?.value ?? 2, designCount: designCount, seconds: time?.seconds)
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
