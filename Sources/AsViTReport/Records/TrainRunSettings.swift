public import AsViTArchitecture
public import AsViTCurriculum
public import AsViTSearch
public import AsViTTraining

/// Everything that the result of a training run depends on.
public struct TrainRunSettings: Codable, Sendable {
  public let candidates: [Genotype]
  /// Why each of them is trained; absent where they were named.
  public let origins: [DesignOrigin]?
  /// Trainings of each candidate: with the seed, the one after it, and so on; absent for one.
  public let seedCount: Int?
  /// The search space whose image side and stem the networks have.
  public let space: SpaceRecord
  public let data: LabelledDataRecord
  public let training: TrainingSettings
  /// Whether only the better half of the candidates goes on after each part of the budget. With several
  /// seeds all go on where these do not agree on the half.
  public let halves: Bool

  public init(
    candidates: [Genotype], origins: [DesignOrigin]? = nil, seedCount: Int = 1, space: SpaceRecord,
    data: LabelledDataRecord, training: TrainingSettings, halves: Bool
  ) {
    self.candidates = candidates
    self.origins = origins
    self.seedCount = seedCount > 1 ? seedCount : nil
    self.space = space
    self.data = data
    self.training = training
    self.halves = halves
  }

  /// All that are trained: every candidate with every seed.
  public var trainings: [CandidateSeed] {
    candidates.indices.flatMap { candidate in
      (0..<UInt64(seedCount ?? 1)).map { offset in
        // A seed of a training has 32 bits.
        CandidateSeed(
          candidate: candidate, genotype: candidates[candidate],
          seed: seedCount == nil ? training.seed : (training.seed + offset) % (1 << 32))
      }
    }
  }

  /// The family of the space with the classes of the data.
  public func family() throws(ArchitectureError) -> any Family {
    var family = try space.space().family
    family.classCount = data.classNames.count
    return family
  }

  /// What the training of a candidate spends, in multiply-accumulates forward; nil for a budget of
  /// time.
  public func plannedMACs(_ plan: CurriculumPlan) -> Double? {
    training.budget.forwardMACs(
      imageCount: data.trainingCount, batchSize: training.batchSize,
      macCount: plan.fullMACsPerSample
    ).map { $0 * plan.budgetRatio }
  }
}

/// A training of a candidate: what it depends on beside what all trainings of a run share.
public struct CandidateSeed: Hashable, Sendable {
  /// The place among the candidates.
  public let candidate: Int
  public let genotype: Genotype
  public let seed: UInt64
}

/// The images that networks were trained and tested on, wherever they were read.
public struct LabelledDataRecord: Hashable, Codable, Sendable {
  public let trainingCount: Int
  public let testCount: Int
  public let classNames: [String]
  /// `LabelledImages.digest` of those that are trained on.
  public let trainingDigest: String
  public let testDigest: String
  /// The mean of each channel, in units where full brightness is 1.
  public let mean: [Float]
  public let standardDeviation: [Float]

  public init(_ data: TrainingData) {
    trainingCount = data.training.count
    testCount = data.test.count
    classNames = data.training.classNames
    trainingDigest = data.training.digest
    testDigest = data.test.digest
    let normalisation = data.normalisation
    mean = (0..<3).map { normalisation.mean[$0] }
    standardDeviation = (0..<3).map { normalisation.standardDeviation[$0] }
  }
}
