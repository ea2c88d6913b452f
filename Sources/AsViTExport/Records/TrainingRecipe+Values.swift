public import AsViTArchitecture
import AsViTCurriculum

/// Chen et al., ICLR 2022: 300 epochs, batch 1024, AdamW, cosine decay; augmentation is that of the
/// authors' released code. Warm-up, last rate and drop path are not stated there: they are Swin's
/// at this size, as is fine-tuning (Liu et al., ICCV 2021, appendix A2). Wang et al.,
/// EfficientTrain++, TPAMI 2024. Rates follow the square root of the batch, as Adam's noise does
/// (Malladi et al., NeurIPS 2022).
extension TrainingRecipe {
  private static let publishedBatchSize = 1024
  private static let publishedRate = 1e-3
  private static let fineTuningRate = 1e-5
  /// Below, more updates are worth more than large batches.
  private static let leastUpdatesPerEpoch = 50
  private static let batchSizes = [32, 64, 128, 256, 512, 1024]

  /// - Parameter imageCount: of the training images; nil where they are not known.
  public init(_ model: ModelDescription, imageCount: Int? = nil) throws(ArchitectureError) {
    let architecture = try model.family.architecture(for: model.genotype)
    let batchSize = Self.batchSize(imageCount: imageCount)
    schemaVersion = documentSchemaVersion
    genotype = model.genotype
    imageSide = architecture.imageSide
    data = Data(
      classCount: architecture.classCount, mean: model.normalisation.mean.values,
      standardDeviation: model.normalisation.standardDeviation.values, imageCount: imageCount)
    epochCount = 300
    self.batchSize = batchSize
    optimizer = Optimizer(
      name: "adamw", learningRate: Self.rate(Self.publishedRate, batchSize: batchSize),
      learningRates: Self.rates(Self.publishedRate), betas: [0.9, 0.999], epsilon: 1e-8,
      weightDecay: 0.05,
      undecayedSuffixes: [
        "bias", "norm.weight", "norm1.weight", "norm2.weight", "pos_embed", "cls_token",
      ])
    schedule = Schedule(name: "cosine", warmupEpochCount: 20, lastLearningRate: 1e-6)
    regularisation = Regularisation(
      dropPathRate: Self.dropPathRate(parameterCount: architecture.parameterCount),
      labelSmoothing: 0.1)
    augmentation = Augmentation(
      cropScale: [0.08, 1], cropRatio: [0.75, 4 / 3], flipProbability: 0.5,
      randAugment: "rand-m9-mstd0.5-inc1", mixupAlpha: 0.8, cutmixAlpha: 1,
      switchProbability: 0.5, erasingProbability: 0.25)
    let plan = try? CurriculumPlan(
      CurriculumSettings(.efficientTrainPlusPlus), for: model.genotype, in: model.family)
    curriculum = plan.map(Curriculum.init)
    fineTuning = FineTuning(
      epochCount: 30, batchSize: batchSize,
      learningRate: Self.rate(Self.fineTuningRate, batchSize: batchSize),
      learningRates: Self.rates(Self.fineTuningRate), weightDecay: 1e-8, dropPathRate: 0.1)
    guesses = Self.guesses(
      imageSide: imageSide, batchSize: batchSize, hasCurriculum: curriculum != nil)
  }

  /// The published size, or the largest with enough updates in a pass over fewer images.
  private static func batchSize(imageCount: Int?) -> Int {
    guard let imageCount else { return publishedBatchSize }
    return batchSizes.last { $0 * leastUpdatesPerEpoch <= imageCount } ?? batchSizes[0]
  }

  /// - Parameter published: the rate at the published batch size.
  private static func rate(_ published: Double, batchSize: Int) -> Double {
    published * (Double(batchSize) / Double(publishedBatchSize)).squareRoot()
  }

  private static func rates(_ published: Double) -> [BatchRate] {
    batchSizes.map {
      BatchRate(batchSize: $0, learningRate: rate(published, batchSize: $0))
    }
  }

  /// Swin's for networks of 28, 50 and 88 M parameters, less below.
  private static func dropPathRate(parameterCount: Int) -> Double {
    switch parameterCount {
    case ..<15_000_000: 0.1
    case ..<40_000_000: 0.2
    case ..<70_000_000: 0.3
    default: 0.5
    }
  }

  private static func guesses(
    imageSide: Int, batchSize: Int, hasCurriculum: Bool
  ) -> [Guess] {
    let swins = "the authors do not state it; it is Swin's"
    var guesses = [
      Guess(setting: "schedule.warmupEpochCount", reason: swins),
      Guess(setting: "schedule.lastLearningRate", reason: swins),
      Guess(setting: "regularisation.dropPathRate", reason: swins),
      Guess(
        setting: "optimizer.learningRates",
        reason: "the authors state that of batches of 1024; the others follow the square root"),
      Guess(setting: "fineTuning", reason: "Swin's, not tried on these networks"),
    ]
    if hasCurriculum {
      guesses.append(
        Guess(setting: "curriculum", reason: "published for other networks, on ImageNet"))
    }
    if batchSize != publishedBatchSize {
      guesses += [
        Guess(setting: "batchSize", reason: "smaller than the authors', for fewer images"),
        Guess(
          setting: "epochCount", reason: "the authors' for ImageNet; here there are fewer images"),
      ]
    }
    if imageSide != 224 {
      guesses.append(
        Guess(
          setting: "augmentation",
          reason: "for photographs of 224 pixels; smaller images may need less, and digits no flips"
        ))
    }
    return guesses
  }
}

extension TrainingRecipe.Curriculum {
  init(_ plan: CurriculumPlan) {
    name = plan.settings.curriculum.rawValue
    progress = "multiply-accumulates"
    phases = plan.phases.map {
      Phase(
        until: $0.end, imageSide: $0.imageSide, magnitude: $0.magnitude,
        macCount: $0.macsPerSample)
    }
  }
}
