public import AsViTAugmentation
public import AsViTCurriculum
import AsViTOptimizers

/// Everything that decides how a network is trained, besides the network and the images.
public struct TrainingSettings: Hashable, Codable, Sendable {
  public var budget: Budget
  public var optimizer: OptimizerKind
  public var schedule: ScheduleKind
  /// The highest rate, for batches of `batchSize`.
  public var learningRate: Double
  public var weightDecay: Double
  /// The fraction of the computation in which the rate rises.
  public var warmUp: Double
  public var batchSize: Int
  /// The most that the Euclidean norm of the gradient may be; nil for no limit.
  public var clipNorm: Double?
  public var regularisation: Regularisation
  /// d of an exponential moving average of the weights, which is then evaluated in their place;
  /// nil for none.
  public var averageDecay: Double?
  public var curriculum: CurriculumSettings
  public var augmentation: AugmentationRecipe
  public var seed: UInt64

  /// - Parameters:
  ///   - learningRate: by default the optimizer's, scaled to the batch by its rule.
  ///   - weightDecay: by default the optimizer's.
  ///   - warmUp: by default the schedule's.
  public init(
    budget: Budget, optimizer: OptimizerKind = .adamw, schedule: ScheduleKind = .oneCycle,
    learningRate: Double? = nil, weightDecay: Double? = nil, warmUp: Double? = nil,
    batchSize: Int = 64, clipNorm: Double? = 1, regularisation: Regularisation = Regularisation(),
    averageDecay: Double? = nil, curriculum: CurriculumSettings = CurriculumSettings(.none),
    augmentation: AugmentationRecipe, seed: UInt64 = 0
  ) {
    self.budget = budget
    self.optimizer = optimizer
    self.schedule = schedule
    self.learningRate =
      learningRate
      ?? optimizer.batchScaling.scaled(optimizer.learningRate, from: 64, to: batchSize)
    self.weightDecay = weightDecay ?? optimizer.weightDecay
    self.warmUp = warmUp ?? schedule.warmUp
    self.batchSize = batchSize
    self.clipNorm = clipNorm
    self.regularisation = regularisation
    self.averageDecay = averageDecay
    self.curriculum = curriculum
    self.augmentation = augmentation
    self.seed = seed
  }

  var rule: any UpdateRule { optimizer.rule(learningRate: learningRate, weightDecay: weightDecay) }

  /// The schedule over the fraction of the computation.
  var rateSchedule: any Schedule {
    schedule.schedule(peak: learningRate, warmUp: warmUp, momenta: optimizer.cycledMomenta)
  }

  /// What the rate is multiplied by for batches of another size.
  func rateScale(batchMultiplier: Int) -> Double {
    optimizer.batchScaling.scaled(1, from: 1, to: batchMultiplier)
  }
}
