import AsViTArchitecture
import AsViTAugmentation
import AsViTCurriculum
import AsViTData
import AsViTNumerics
import AsViTProxies
import AsViTRanks
import AsViTReport
import AsViTTraining

/// What the program computes, compared with what it computed where its tests passed: scores of a
/// small network, and its first updates. A few seconds.
///
/// Kernels of another instruction set round differently; a fault of the processor, its memory or a
/// library shows in the first digits.
struct KnownNumbers {
  private static let space = "asvit-32"
  private static let genotype: Genotype = "4,8,2|2,4,2|2,2,2|2,1,2|16"
  private static let updateCount = 4
  /// Relative.
  private static let tolerance = 0.01

  let threadCount: Int

  func findings() throws -> [Finding] {
    let family = try SpaceFile(named: Self.space).space.family
    let clock = ContinuousClock()
    let start = clock.now
    let scores = try scores(in: family)
    let loss = try loss(in: family)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    return [
      Self.finding("length distortion", scores[LengthDistortion.metric]?.mean.value, 0.0136013),
      Self.finding("condition number", scores[ConditionNumber.metric]?.mean.value, 37.3658),
      Self.finding("loss of a training", loss, 2.21021),
      .fine("digest of bits", "\(SelfTest.digest()); ranks of one job need the same"),
      .fine("time of the tests", "\(seconds.shown(digits: 2)) s"),
    ]
  }

  private static func finding(_ name: String, _ value: Double?, _ stored: Double) -> Finding {
    let isClose = value.map { abs($0 - stored) <= tolerance * abs(stored) } ?? false
    return Finding(
      name: name, value: value?.shown(digits: 6) ?? "none", state: isClose ? .fine : .fault,
      remark: isClose
        ? nil
        : "it should be \(stored.shown(digits: 6)): do not trust results of this machine; try "
          + "ASVIT_INSTRUCTION_SET=avx2, another OpenBLAS, and a test of the memory")
  }

  private func scores(in family: any Family) throws -> Scores {
    let space = try SpaceFile(named: Self.space).space
    let images = try EmbeddedPhotographs().loadBatch(
      count: 8, side: family.imageSide, normalisation: space.normalisation,
      seed: Seed(0).derived("images"))
    let settings = ProxySettings(circlePointCount: 5, repeatCount: 1)
    let scorer = ProxyScorer(
      images: images.images, settings: settings, threadCount: threadCount)
    return scorer.scores(
      of: try family.architecture(for: Self.genotype), seed: Seed(0).evaluating(Self.genotype))
  }

  private func loss(in family: any Family) throws -> Double {
    let workers = Workers(count: threadCount)
    let data = try TrainingData(
      openLabelledData(nil, split: TestSplit(seed: Seed(0)), workers: workers), trainingCount: 64)
    var family = family
    family.classCount = data.classCount
    let settings = TrainingSettings(
      budget: .steps(Self.updateCount), batchSize: 16, augmentation: AugmentationRecipe())
    let plan = try CurriculumPlan(settings.curriculum, for: Self.genotype, in: family)
    let total = settings.budget.forwardMACs(
      imageCount: data.training.count, batchSize: settings.batchSize,
      macCount: plan.fullMACsPerSample)
    let training = try CandidateTraining(
      of: Self.genotype, in: family, on: data, plan: plan, totalMACs: total ?? 0,
      settings: settings, workers: workers)
    for _ in 0..<Self.updateCount { try training.update() }
    return training.lastLoss
  }
}
