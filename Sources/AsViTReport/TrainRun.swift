import AsViTArchitecture
import AsViTCurriculum
import AsViTData
import AsViTExport
import AsViTNumerics
import AsViTTraining

/// A training of several candidates that continues from the journal and the checkpoints of its
/// folder and adds to them.
///
/// A candidate's training is divided into legs, which end with an evaluation and a line in the
/// journal. Its checkpoint is at most a minute of work old. A leg that the journal has and the
/// checkpoint has not is trained again and comes out the same.
public struct TrainRun: ~Copyable {
  /// A journal line.
  struct Entry: Codable, Sendable {
    let candidate: Int
    /// What a budget of time pays for, once it is known.
    var totalMACs: Double?
    var leg: TrainLeg?
  }

  public let settings: TrainRunSettings
  /// Of each candidate, those that are in the journal.
  public private(set) var legs: [[TrainLeg]]
  /// How many legs the journal held.
  public let resumedLegCount: Int
  /// The number of a torn journal line that was dropped.
  public let droppedLine: Int?
  /// The candidate in training.
  public private(set) var current: (candidate: Int, training: CandidateTraining)?
  private let plans: [CurriculumPlan]
  private let halving: SuccessiveHalving
  private let family: any Family
  private let data: TrainingData
  private let workers: Workers
  private let folder: String
  /// What checkpoints name their run by.
  private let digest: String
  private var journal: Journal<Entry>
  private var totals: [Double?]
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
    let journal = try Journal<Entry>(at: folder.journalPath)
    let (legs, totals) = try Self.legs(
      in: journal.entries, of: folder.journalPath, candidateCount: settings.candidates.count)
    self.settings = settings
    self.plans = plans
    let count = settings.candidates.count
    halving =
      settings.halves
      ? SuccessiveHalving(candidateCount: count) : .none(candidateCount: count)
    self.family = family
    self.data = data
    self.workers = workers
    self.folder = folder.path
    self.digest = digest
    self.legs = legs
    self.totals = totals
    resumedLegCount = legs.joined().count
    droppedLine = journal.droppedLine
    self.journal = journal
  }

  /// The legs of each candidate, and what its training spends where that was measured.
  ///
  /// - Throws: `ReportError.corruptJournal` when a line is not the next leg of a candidate.
  static func legs(
    in entries: [Entry], of journalPath: String, candidateCount: Int
  ) throws(ReportError) -> (legs: [[TrainLeg]], totals: [Double?]) {
    var legs = (0..<candidateCount).map { _ in [TrainLeg]() }
    var totals = (0..<candidateCount).map { _ in Double?.none }
    for (line, entry) in entries.enumerated() {
      guard legs.indices.contains(entry.candidate),
        entry.leg.map({ $0.index == legs[entry.candidate].count }) ?? true
      else {
        throw .corruptJournal(
          path: journalPath, line: line + 1, reason: "not the next leg of a candidate")
      }
      if let total = entry.totalMACs { totals[entry.candidate] = total }
      if let leg = entry.leg { legs[entry.candidate].append(leg) }
    }
    return (legs, totals)
  }

  /// Trains what is missing.
  ///
  /// - Parameter pauses: asked after every update, with the run; when it says so, a checkpoint is
  ///   written.
  /// - Returns: nil when it was paused.
  /// - Throws: `DataError`, `TrainingError`, `ReportError`.
  public mutating func result(
    pausing pauses: (borrowing TrainRun) -> Bool
  ) throws -> TrainResultRecord? {
    var alive = Array(settings.candidates.indices)
    var records: [RungRecord] = []
    for rung in halving.rungs {
      for candidate in alive {
        guard try train(candidate, to: rung.fraction, pausing: pauses) else { return nil }
      }
      let evaluations = alive.map { candidate in
        (candidate: candidate, evaluation: leg(of: candidate, at: rung.fraction)?.evaluation)
      }
      let survivors = SuccessiveHalving.survivors(of: evaluations, count: rung.survivorCount)
      records.append(
        RungRecord(fraction: rung.fraction, trained: alive, survivors: survivors))
      if rung.fraction < 1 { alive = survivors }
    }
    current = nil
    return TrainResultRecord(
      settings, rungs: records, legs: legs, plans: plans, totals: totals.map { $0! },
      architectures: try settings.candidates.map { genotype throws(ArchitectureError) in
        try family.architecture(for: genotype)
      })
  }

  /// Trains one candidate up to a fraction of its computation.
  ///
  /// - Returns: false when it was paused.
  private mutating func train(
    _ candidate: Int, to fraction: Double, pausing pauses: (borrowing TrainRun) -> Bool
  ) throws -> Bool {
    let total = try total(of: candidate)
    let ends = legEnds(of: candidate, total: total)
    let last = ends.firstIndex(of: fraction)!
    while legs[candidate].count <= last, legs[candidate].last?.divergence == nil {
      let training = try opened(candidate, total: total)
      guard try trainLeg(training, candidate, ends: ends, pausing: pauses) else { return false }
    }
    return true
  }

  /// From the position to the end of its leg.
  private mutating func trainLeg(
    _ training: CandidateTraining, _ candidate: Int, ends: [Double],
    pausing pauses: (borrowing TrainRun) -> Bool
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
      if pauses(self) {
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
        skippedCount: training.skippedCount, accounts: training.accounts,
        evaluation: training.divergence == nil ? try training.evaluation() : nil,
        divergence: training.divergence,
        seconds: start.duration(to: clock.now) / .seconds(1))
      // Before the journal says that the leg is done.
      if leg.divergence == nil, halving.rungs.contains(where: { $0.fraction == ends[index] }) {
        try saveWeights(of: candidate, training)
      }
      try journal.append(Entry(candidate: candidate, leg: leg))
      legs[candidate].append(leg)
    } else if legs[candidate][index].position != training.position {
      throw TrainingError.corruptCheckpoint(
        path: checkpointPath(candidate), reason: "does not lead to what the journal says")
    }
    try saveCheckpoint(of: candidate, training)
    return true
  }

  /// The training of a candidate, from its checkpoint where there is one.
  private mutating func opened(_ candidate: Int, total: Double) throws -> CandidateTraining {
    if let current, current.candidate == candidate { return current.training }
    current = nil
    let training = try CandidateTraining(
      of: settings.candidates[candidate], in: family, on: data, plan: plans[candidate],
      totalMACs: total, settings: settings.training, workers: workers)
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
        genotype: settings.candidates[candidate], family: family,
        normalisation: data.normalisation, classNames: data.training.classNames),
      to: "\(folder)/\(Self.weightsName(candidate))")
  }

  static func weightsName(_ candidate: Int) -> String { "candidate-\(candidate + 1).safetensors" }

  private func checkpointPath(_ candidate: Int) -> String {
    "\(folder)/candidate-\(candidate + 1).checkpoint.safetensors"
  }

  /// What the training of a candidate spends. A budget of time is measured, once for each.
  private mutating func total(of candidate: Int) throws -> Double {
    if let total = totals[candidate] { return total }
    if let macs = settings.plannedMACs(plans[candidate]) {
      totals[candidate] = macs
    } else if case .seconds(let seconds) = settings.training.budget {
      let macs = try CandidateTraining.forwardMACs(
        within: seconds, of: settings.candidates[candidate], in: family, on: data,
        settings: settings.training, workers: workers)
      try journal.append(Entry(candidate: candidate, totalMACs: macs))
      totals[candidate] = macs
    }
    return totals[candidate]!
  }

  /// The fractions at which legs end: after each pass over the images that the computation would
  /// pay for, at most `mostEpochLegs` times, and where candidates are compared.
  private func legEnds(of candidate: Int, total: Double) -> [Double] {
    let epochs = total / Double(data.training.count * plans[candidate].fullMACsPerSample)
    let count = Int(min(max(epochs.rounded(), 1), Double(Self.mostEpochLegs)))
    return Set((1...count).map { Double($0) / Double(count) } + halving.rungs.map(\.fraction))
      .sorted()
  }

  /// The leg that ends at a fraction; nil when the training diverged before.
  private func leg(of candidate: Int, at fraction: Double) -> TrainLeg? {
    let ends = legEnds(of: candidate, total: totals[candidate]!)
    let index = ends.firstIndex(of: fraction)!
    return legs[candidate].indices.contains(index) ? legs[candidate][index] : nil
  }
}

extension TrainRun {
  /// An upper bound of the bytes that a run takes beside the training of its candidates: the
  /// confusions of all legs as numbers, as text, and on the way from one to the other.
  public static func byteCount(candidateCount: Int, classCount: Int) -> Int {
    let numbers = candidateCount * (mostEpochLegs + 2) * classCount * classCount
    return 128 * numbers
  }
}

extension TrainRunSettings {
  /// What the training of a candidate spends, in multiply-accumulates forward; nil for a budget of
  /// time.
  public func plannedMACs(_ plan: CurriculumPlan) -> Double? {
    training.budget.forwardMACs(
      imageCount: data.trainingCount, batchSize: training.batchSize,
      macCount: plan.fullMACsPerSample
    ).map { $0 * plan.budgetRatio }
  }
}
