public import ArgumentParser
public import AsViTCurriculum
import AsViTTraining

/// What changes in the course of a training.
struct CurriculumOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Smaller images first (EfficientTrain, EfficientTrain++), coarser tokens first (As-ViT's \
      re-tokenization), both, or neither.
      """, valueName: "kind"))
  var curriculum: Curriculum = .none

  @Flag(help: "Round phases to whole epochs as the authors of EfficientTrain do.")
  var authorsRounding = false

  @Option(
    help: ArgumentHelp(
      "What the published lengths of re-tokenization's phases are shares of.", valueName: "unit"))
  var shares: ShareUnit = .computation

  @Flag(help: "Use loaded images several times while they are small (EfficientTrain++).")
  var replay = false

  @Option(
    help: ArgumentHelp(
      "The most that batches grow by while images are small; 1 keeps them.", valueName: "factor"))
  var batchGrowth: Count = 1

  @Option(
    help: ArgumentHelp(
      "The fewest tokens per side that smaller images or coarser tokens may leave in a stage.",
      valueName: "side"))
  var leastGrid: Count = 2

  func validate() throws {
    try batchGrowth.require(1...1000, for: "batch-growth", placeholder: "factor")
  }

  /// - Throws: when rounding to epochs is asked for and the budget is not in whole epochs.
  func settings(budget: Budget) throws(ValidationError) -> CurriculumSettings {
    var settings = CurriculumSettings(
      curriculum, shares: shares, replays: replay, largestBatchMultiplier: batchGrowth.value,
      leastGridSide: leastGrid.value)
    if authorsRounding {
      guard case .epochs(let count) = budget, let epochs = Int(exactly: count) else {
        throw ValidationError("--authors-rounding needs a budget of whole epochs, such as 200ep.")
      }
      settings.authorsEpochs = epochs
    }
    return settings
  }
}

extension ShareUnit: ExpressibleByArgument {}
