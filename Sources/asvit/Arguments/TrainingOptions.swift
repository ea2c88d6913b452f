public import ArgumentParser
import AsViTAugmentation
public import AsViTCurriculum
public import AsViTTraining

/// How networks are trained.
struct TrainingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How much training each candidate gets: passes over the images (5ep), updates (2000steps), \
      time (10min, measured at the start) or floating-point operations (1e15flop).
      """, valueName: "budget"))
  var budget: Budget = .epochs(5)

  @Option(help: ArgumentHelp("The update rule.", valueName: "rule"))
  var optimizer: OptimizerKind = .adamw

  @Option(help: ArgumentHelp("How the learning rate follows the budget.", valueName: "kind"))
  var schedule: ScheduleKind = .oneCycle

  @Option(
    help: ArgumentHelp(
      "The highest learning rate. (default: the optimizer's, for the batch)", valueName: "rate"))
  var lr: Amount?

  @Option(help: ArgumentHelp("The decay of weights. (default: the optimizer's)", valueName: "rate"))
  var weightDecay: Amount?

  @Option(
    help: ArgumentHelp(
      "The fraction of the budget in which the rate rises. (default: the schedule's)",
      valueName: "share"))
  var warmUp: Amount?

  @Option(help: ArgumentHelp("Images in an update.", valueName: "count"))
  var batch: Count = 64

  @Option(
    help: ArgumentHelp("The largest norm of the gradient; 0 for no limit.", valueName: "norm"))
  var clip: Amount = 1

  @Option(
    help: ArgumentHelp(
      "The probability of leaving out a branch of the last block.", valueName: "probability"))
  var dropPath: Amount = 0

  @Option(
    help: ArgumentHelp(
      "The probability of setting an element of a branch to zero.", valueName: "probability"))
  var dropout: Amount = 0

  @Option(
    help: ArgumentHelp(
      "Evaluate an average of the weights with this decay, such as 0.999.", valueName: "decay"))
  var ema: Amount?

  func validate() throws {
    let shares = [("warm-up", warmUp), ("drop-path", dropPath), ("dropout", dropout), ("ema", ema)]
    for (name, amount) in shares {
      guard let amount, amount.value >= 1 else { continue }
      throw ValidationError("The value '\(amount)' is invalid for '--\(name)': it is below 1")
    }
    try batch.require(1...1_000_000, for: "batch")
  }

  func settings(
    augmentation: AugmentationRecipe, curriculum: CurriculumSettings, seed: UInt64
  ) -> TrainingSettings {
    TrainingSettings(
      budget: budget, optimizer: optimizer, schedule: schedule, learningRate: lr?.value,
      weightDecay: weightDecay?.value, warmUp: warmUp?.value, batchSize: batch.value,
      clipNorm: clip.value > 0 ? clip.value : nil,
      regularisation: Regularisation(dropPath: dropPath.value, dropout: dropout.value),
      averageDecay: ema?.value, curriculum: curriculum, augmentation: augmentation, seed: seed)
  }
}

/// A number of zero or more on the command line, such as `0.05` or `3e-4`.
struct Amount: ExpressibleByArgument, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  CustomStringConvertible
{
  let value: Double

  init(floatLiteral value: Double) { self.value = value }
  init(integerLiteral value: Int) { self.value = Double(value) }

  init?(argument: String) {
    guard let value = Double(argument), value >= 0, value.isFinite else { return nil }
    self.value = value
  }

  var description: String { value.shown() }
}

extension Budget: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension OptimizerKind: ExpressibleByArgument {}
extension ScheduleKind: ExpressibleByArgument {}
extension Curriculum: ExpressibleByArgument {}
