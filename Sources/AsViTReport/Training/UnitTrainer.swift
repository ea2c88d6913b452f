import AsViTArchitecture
public import AsViTCurriculum
import AsViTData
import AsViTExport
public import AsViTNumerics
public import AsViTTraining

/// Trains units of a run on a machine that has its images. It needs no folder.
public struct UnitTrainer: Sendable {
  public let settings: TrainRunSettings
  /// What checkpoints name their run by.
  public let digest: String
  let trainings: [CandidateSeed]
  /// Of each candidate.
  public let plans: [CurriculumPlan]
  private let family: any Family
  private let data: TrainingData
  private let workers: Workers

  /// Work that may be lost.
  private static let checkpointInterval = Duration.seconds(60)

  /// - Parameter data: what `settings` say of it.
  /// - Throws: `ArchitectureError`, `CurriculumError`, `ReportError`.
  public init(_ settings: TrainRunSettings, data: TrainingData, workers: Workers) throws {
    let family = try settings.family()
    plans = try settings.candidates.map { genotype throws(CurriculumError) in
      try CurriculumPlan(settings.training.curriculum, for: genotype, in: family)
    }
    self.settings = settings
    digest = try CanonicalJSON.digest(of: settings, for: "settings")
    trainings = settings.trainings
    self.family = family
    self.data = data
    self.workers = workers
  }

  /// Of a training.
  func plan(of candidate: Int) -> CurriculumPlan { plans[trainings[candidate].candidate] }

  /// Trains a unit to its end.
  ///
  /// - Parameters:
  ///   - checkpoint: nil to begin the training.
  ///   - group: the processes that train it together; nil for this one alone.
  ///   - tell: called as the training goes on, with its status after every update.
  ///   - pauses: asked after every update; when it says so, the training is paused, with a checkpoint.
  /// - Returns: false when it was paused.
  /// - Throws: `DataError`, `TrainingError`, and what `group` and `tell` throw.
  public func train(
    _ unit: TrainUnit, from checkpoint: StoredCheckpoint?, in group: (any ReplicaGroup)? = nil,
    telling tell: (TrainNews) throws -> Void, pausing pauses: () -> Bool = { false }
  ) throws -> Bool {
    let training = try self.training(
      of: unit.candidate, totalMACs: unit.totalMACs, in: group)
    if let checkpoint { try training.restoreCheckpoint(checkpoint, of: digest) }
    guard training.legCount <= unit.recordedCount else {
      throw TrainingError.corruptCheckpoint(
        path: unit.checkpointPath, reason: "is ahead of the journal")
    }
    while training.legCount < unit.ends.count, training.divergence == nil {
      guard try trainLeg(training, of: unit, telling: tell, pausing: pauses) else { return false }
    }
    return true
  }

  /// From the position to the end of its leg.
  private func trainLeg(
    _ training: CandidateTraining, of unit: TrainUnit,
    telling tell: (TrainNews) throws -> Void, pausing pauses: () -> Bool
  ) throws -> Bool {
    let index = training.legCount
    let clock = ContinuousClock()
    let start = clock.now
    var saved = start
    func save() throws {
      // The last good one stays.
      guard training.divergence == nil, training.isFinite else { return }
      try tell(.checkpoint(training.checkpoint(at: unit.checkpointPath, of: digest)))
      saved = clock.now
    }
    while training.fraction < unit.ends[index], training.divergence == nil {
      try training.update()
      try tell(.status(TrainStatus(training)))
      if pauses() {
        try save()
        return false
      }
      if saved.duration(to: clock.now) > Self.checkpointInterval { try save() }
    }
    let points = training.endLeg()
    let isNew = index >= unit.recordedCount
    let evaluation =
      isNew && training.divergence == nil
      ? try training.evaluation { try tell(.status(TrainStatus(training))) } : nil
    if isNew, training.divergence == nil, index == unit.ends.count - 1 {
      try tell(.weights(weights(of: training)))
    }
    try tell(
      .leg(
        TrainLeg(
          index: index, position: training.position, curve: points,
          skippedCount: training.skippedCount, phases: training.spending,
          phaseSeconds: training.phaseSeconds, evaluation: evaluation,
          divergence: training.divergence, seconds: start.duration(to: clock.now) / .seconds(1))))
    // A training that has come to its end needs none.
    if unit.ends[index] < 1 { try save() }
    return true
  }

  /// What a candidate has come to.
  private func weights(of training: CandidateTraining) -> any FileContents {
    WeightsFile.contents(
      training.evaluatedParameters,
      of: ModelDescription(
        genotype: training.architecture.genotype, family: family,
        normalisation: data.normalisation, classNames: data.training.classNames))
  }

  private func training(
    of candidate: Int, totalMACs: Double, in group: (any ReplicaGroup)?
  ) throws(ArchitectureError) -> CandidateTraining {
    var seeded = settings.training
    seeded.seed = trainings[candidate].seed
    return try CandidateTraining(
      of: trainings[candidate].genotype, in: family, on: data, plan: plan(of: candidate),
      totalMACs: totalMACs, settings: seeded, workers: workers, group: group)
  }

  /// The multiply-accumulates forward that a budget of time pays for here, measured.
  ///
  /// - Throws: when an image cannot be read.
  func forwardMACs(within seconds: Double, of candidate: Int) throws -> Double {
    try CandidateTraining.forwardMACs(
      within: seconds, of: trainings[candidate].genotype, in: family, on: data,
      settings: settings.training, workers: workers)
  }

  /// An upper bound of the bytes that the run takes while it trains a candidate, by its place among the
  /// candidates.
  public func byteCount(of candidate: Int) throws -> Int {
    try TrainRun.byteCount(trainingCount: trainings.count, classCount: data.classCount)
      + CandidateTraining.byteCount(
        of: settings.candidates[candidate], in: family, on: data, plan: plans[candidate],
        settings: settings.training, threadCount: workers.count)
  }

  /// The batches of each phase of the training of a candidate, by its place among the candidates.
  public func batches(of candidate: Int) throws -> [BatchShape] {
    try CandidateTraining.batches(
      of: settings.candidates[candidate], in: family, on: data, plan: plans[candidate],
      settings: settings.training)
  }

  /// The bytes of a checkpoint of a candidate.
  public func checkpointByteCount(of candidate: Int) throws -> Int {
    try CandidateTraining.checkpointByteCount(
      of: settings.candidates[candidate], in: family, settings: settings.training)
  }
}
