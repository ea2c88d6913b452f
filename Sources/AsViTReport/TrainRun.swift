public import AsViTArchitecture
public import AsViTCurriculum
import AsViTData
import AsViTExport
public import AsViTNumerics
public import AsViTTraining

/// A training of several candidates, each with one seed or more, that continues from the journal and the
/// checkpoints of its folder and adds to them.
///
/// A training is divided into legs, which end with an evaluation and a line in the
/// journal. Its checkpoint is at most a minute of work old, and goes with the last leg. A leg that
/// the journal has and the checkpoint has not is trained again and comes out the same.
public struct TrainRun: ~Copyable {
  /// A journal line.
  public struct Entry: Codable, Sendable {
    /// The place among the trainings.
    let candidate: Int
    /// What a budget of time pays for, once it is known.
    var totalMACs: Double?
    var leg: TrainLeg?
  }

  public let settings: TrainRunSettings
  public private(set) var journal: RunJournal<Entry>
  private var history: TrainHistory
  private let trainings: [CandidateSeed]
  /// The training under way, by its place among the trainings.
  public private(set) var current: (candidate: Int, training: CandidateTraining)?
  /// Of each training.
  private let plans: [CurriculumPlan]
  private let halving: SuccessiveHalving
  private let family: any Family
  private let data: TrainingData
  private let workers: Workers
  private let folder: String
  /// What checkpoints name their run by.
  private let digest: String
  private var lastCheckpoint = ContinuousClock.now

  /// Legs that end with a pass over the images.
  private static let mostEpochLegs = 20

  /// Work that may be lost.
  private static let checkpointInterval = Duration.seconds(60)

  /// - Parameters:
  ///   - plans: of each candidate.
  ///   - family: at full size, with the classes of the data.
  /// - Throws: `ReportError` when the journal is broken.
  public init(
    _ settings: TrainRunSettings, plans: [CurriculumPlan], family: any Family,
    data: TrainingData, workers: Workers, in folder: borrowing RunFolder
  ) throws(ReportError) {
    let digest = try CanonicalJSON.digest(of: settings, for: folder.recordPath)
    let trainings = settings.trainings
    var history = TrainHistory(candidateCount: trainings.count)
    let journal = try RunJournal(in: folder) { entry, _ in history.add(entry) }
    self.journal = journal
    self.history = history
    self.settings = settings
    self.trainings = trainings
    self.plans = trainings.map { plans[$0.candidate] }
    let count = settings.candidates.count
    halving =
      settings.halves
      ? SuccessiveHalving(candidateCount: count) : .none(candidateCount: count)
    self.family = family
    self.data = data
    self.workers = workers
    self.folder = folder.path
    self.digest = digest
  }

  /// The legs of each training, those in the journal.
  public var legs: [[TrainLeg]] { history.legs }

  /// Trains what is missing.
  ///
  /// - Parameter pauses: asked after every update, with the run; when it says so, a checkpoint is
  ///   written.
  /// - Returns: nil when it was paused.
  /// - Throws: `DataError`, `TrainingError`, `ReportError`.
  public mutating func result(
    pausing pauses: (borrowing TrainRun) throws -> Bool
  ) throws -> TrainResultRecord? {
    var alive = Array(trainings.indices)
    var rungs: [TrainRung] = []
    for rung in halving.rungs {
      var evaluations: [(candidate: Int, evaluation: Evaluation?)] = []
      for candidate in alive {
        guard let leg = try trained(candidate, to: rung.fraction, pausing: pauses)
        else { return nil }
        evaluations.append((candidate, leg.evaluation))
      }
      let compared = TrainRung(rung, of: evaluations, settings)
      rungs.append(compared)
      alive = compared.record.survivors
    }
    current = nil
    return try TrainResultRecord(settings, history: history, rungs: rungs)
  }

  /// Brings one training up to a fraction of its computation.
  ///
  /// - Returns: the leg that ends there, or the one in which the training diverged before; nil when it
  ///   was paused.
  private mutating func trained(
    _ candidate: Int, to fraction: Double, pausing pauses: (borrowing TrainRun) throws -> Bool
  ) throws -> TrainLeg? {
    let total = try total(of: candidate)
    let ends = legEnds(of: candidate, total: total)
    let last = ends.count { $0 < fraction }
    while legs[candidate].count <= last, legs[candidate].last?.divergence == nil {
      let training = try opened(candidate, total: total)
      guard try trainLeg(training, candidate, ends: ends, pausing: pauses) else { return nil }
    }
    return legs[candidate][min(last, legs[candidate].count - 1)]
  }

  /// From the position to the end of its leg.
  private mutating func trainLeg(
    _ training: CandidateTraining, _ candidate: Int, ends: [Double],
    pausing pauses: (borrowing TrainRun) throws -> Bool
  ) throws -> Bool {
    let index = training.legCount
    guard index <= legs[candidate].count, ends.indices.contains(index) else {
      throw TrainingError.corruptCheckpoint(
        path: checkpointPath(candidate), reason: "is ahead of the journal")
    }
    let clock = ContinuousClock()
    let start = clock.now
    while training.fraction < ends[index], training.divergence == nil {
      try training.update()
      if try pauses(self) {
        try saveCheckpoint(of: candidate, training)
        return false
      }
      if lastCheckpoint.duration(to: clock.now) > Self.checkpointInterval {
        try saveCheckpoint(of: candidate, training)
      }
    }
    let points = training.endLeg()
    if index == legs[candidate].count {
      let leg = TrainLeg(
        index: index, position: training.position, curve: points,
        skippedCount: training.skippedCount, phases: training.spending,
        phaseSeconds: training.phaseSeconds,
        evaluation: training.divergence == nil ? try training.evaluation() : nil,
        divergence: training.divergence,
        seconds: start.duration(to: clock.now) / .seconds(1))
      // Before the journal says that the leg is done.
      if leg.divergence == nil, halving.rungs.contains(where: { $0.fraction == ends[index] }) {
        try saveWeights(of: candidate, training)
      }
      try finish(Entry(candidate: candidate, leg: leg))
    } else if legs[candidate][index].position != training.position {
      throw TrainingError.corruptCheckpoint(
        path: checkpointPath(candidate), reason: "does not lead to what the journal says")
    }
    // The journal has all of a training that has come to its end.
    if ends[index] == 1 {
      try File.remove(checkpointPath(candidate))
    } else {
      try saveCheckpoint(of: candidate, training)
    }
    return true
  }

  /// The training of a candidate, from its checkpoint where there is one.
  private mutating func opened(_ candidate: Int, total: Double) throws -> CandidateTraining {
    if let current, current.candidate == candidate { return current.training }
    current = nil
    var seeded = settings.training
    seeded.seed = trainings[candidate].seed
    let training = try CandidateTraining(
      of: trainings[candidate].genotype, in: family, on: data, plan: plans[candidate],
      totalMACs: total, settings: seeded, workers: workers)
    let path = checkpointPath(candidate)
    if File.exists(path) { try training.restoreCheckpoint(from: path, of: digest) }
    current = (candidate, training)
    lastCheckpoint = .now
    return training
  }

  private mutating func saveCheckpoint(
    of candidate: Int, _ training: CandidateTraining
  ) throws(DataError) {
    // The last good one stays.
    guard training.divergence == nil, training.isFinite else { return }
    try training.saveCheckpoint(to: checkpointPath(candidate), of: digest)
    lastCheckpoint = .now
  }

  /// Writes what a candidate has come to.
  private func saveWeights(of candidate: Int, _ training: CandidateTraining) throws(DataError) {
    try WeightsFile.write(
      training.evaluatedParameters,
      of: ModelDescription(
        genotype: trainings[candidate].genotype, family: family,
        normalisation: data.normalisation, classNames: data.training.classNames),
      to: "\(folder)/\(Self.weightsName(candidate))")
  }

  static func weightsName(_ candidate: Int) -> String { "candidate-\(candidate + 1).safetensors" }

  private func checkpointPath(_ candidate: Int) -> String {
    "\(folder)/candidate-\(candidate + 1).checkpoint.safetensors"
  }

  /// What the training of a candidate spends. A budget of time is measured, once for each.
  private mutating func total(of candidate: Int) throws -> Double {
    if let total = history.totals[candidate] ?? settings.plannedMACs(plans[candidate]) {
      return total
    }
    guard case .seconds(let seconds) = settings.training.budget else {
      preconditionFailure("\(settings.training.budget) is known before a training")
    }
    let macs = try CandidateTraining.forwardMACs(
      within: seconds, of: trainings[candidate].genotype, in: family, on: data,
      settings: settings.training, workers: workers)
    try finish(Entry(candidate: candidate, totalMACs: macs))
    return macs
  }

  private mutating func finish(_ entry: Entry) throws(ReportError) {
    try journal.append(entry)
    if let reason = history.add(entry) { preconditionFailure(reason) }
  }

  /// The fractions at which legs end: after each pass over the images that the computation would
  /// pay for, at most `mostEpochLegs` times, and where candidates are compared.
  private func legEnds(of candidate: Int, total: Double) -> [Double] {
    let epochs = total / Double(data.training.count * plans[candidate].fullMACsPerSample)
    let count = Int(min(max(epochs.rounded(), 1), Double(Self.mostEpochLegs)))
    return Set((1...count).map { Double($0) / Double(count) } + halving.rungs.map(\.fraction))
      .sorted()
  }
}

extension TrainRun {
  /// An upper bound of the bytes that a run takes beside the training of its candidates: the
  /// confusions of all legs as numbers, as text, and on the way from one to the other.
  public static func byteCount(trainingCount: Int, classCount: Int) -> Int {
    let numbers = trainingCount * (mostEpochLegs + 2) * classCount * classCount
    return 128 * numbers
  }
}
