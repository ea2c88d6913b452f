import AsViTArchitecture
import AsViTAugmentation
import AsViTCurriculum
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import AsViTTraining

/// A network of a few thousand parameters and images for it.
struct TinyTraining {
  static let genotype = Genotype("2,2,2|2,1,2|2,1,1|2,1,1|8,8")
  static let family = AsViTFamily(
    imageSide: 16, stemStride: 2, classCount: TinyImages.classCount)

  let folder: TemporaryFolder
  let data: TrainingData

  init() throws {
    folder = try TemporaryFolder()
    try TinyImages.write(to: folder, as: "images")
    data = try TrainingData(
      openLabelledData(
        "\(folder.path)/images", split: TestSplit(seed: Seed(0)), workers: Workers(count: 1)))
  }

  static func settings(
    budget: Budget = .epochs(2), _ change: (inout TrainingSettings) -> Void = { _ in }
  ) -> TrainingSettings {
    // Shifts would move a band to the place of the next class.
    let recipe = AugmentationRecipe(mixupAlpha: 0.2, labelSmoothing: 0.1)
    var settings = TrainingSettings(
      budget: budget, learningRate: 5e-3, batchSize: 16,
      regularisation: Regularisation(dropPath: 0.2, dropout: 0.1), averageDecay: 0.9,
      augmentation: recipe, seed: 3)
    change(&settings)
    return settings
  }

  func training(
    _ settings: TrainingSettings = TinyTraining.settings(), genotype: Genotype = Self.genotype,
    threads: Int = 2
  ) throws -> CandidateTraining {
    let plan = try CurriculumPlan(settings.curriculum, for: genotype, in: Self.family)
    let macs = settings.budget.forwardMACs(
      imageCount: data.training.count, batchSize: settings.batchSize,
      macCount: plan.fullMACsPerSample)!
    return try CandidateTraining(
      of: genotype, in: Self.family, on: data, plan: plan, totalMACs: macs, settings: settings,
      workers: Workers(count: threads))
  }
}

extension CandidateTraining {
  /// Trains to the end, or for some updates.
  func run(updates: Int = .max) throws {
    var count = 0
    while !isFinished, divergence == nil, count < updates {
      try update()
      count += 1
    }
  }

  /// All weights that count, in order.
  var weights: [Float] {
    architecture.parameters.flatMap { evaluatedParameters.values(of: $0.name) }
  }
}

/// A batch of random images and soft targets.
func randomBatch<Scalar: NetworkScalar>(
  imageCount: Int, side: Int, classCount: Int, seed: UInt64, as _: Scalar.Type = Scalar.self
) -> Batch<Scalar> {
  var generator = SplitMix64(seed: Seed(seed))
  let images = (0..<imageCount * 3 * side * side).map { _ in
    Scalar(Float.random(in: -1...1, using: &generator))
  }
  let targets = (0..<imageCount).flatMap { _ in
    let weights = (0..<classCount).map { _ in Double.random(in: 0...1, using: &generator) }
    let sum = weights.reduce(0, +)
    return weights.map { Scalar(Float($0 / sum)) }
  }
  return Batch(imageCount: imageCount, side: side, images: images, targets: targets)
}
