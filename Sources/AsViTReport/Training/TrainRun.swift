import AsViTArchitecture
import AsViTCurriculum
import AsViTData
import AsViTTraining

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

  /// What can be shown of a run; candidates by their places among the trainings.
  public enum Event {
    case status(TrainStatus, candidate: Int)
    /// The journal has one more: the legs of each training.
    case legs([[TrainLeg]])
    /// A training is as far as it is to be for now.
    case finished(candidate: Int)
  }

  public private(set) var journal: RunJournal<Entry>
  private var history: TrainHistory
  private let trainer: UnitTrainer
  private let halving: SuccessiveHalving
  private let folder: String

  /// Legs that end with a pass over the images.
  private static let mostEpochLegs = 20

  /// - Throws: `ReportError` when the journal is broken.
  public init(_ trainer: UnitTrainer, in folder: borrowing RunFolder) throws(ReportError) {
    var history = TrainHistory(candidateCount: trainer.trainings.count)
    let journal = try RunJournal(in: folder) { entry, _ in history.add(entry) }
    self.journal = journal
    self.history = history
    self.trainer = trainer
    let count = trainer.settings.candidates.count
    halving =
      trainer.settings.halves
      ? SuccessiveHalving(candidateCount: count) : .none(candidateCount: count)
    self.folder = folder.path
  }

  /// The legs of each training, those in the journal.
  public var legs: [[TrainLeg]] { history.legs }

  /// Trains what is missing.
  ///
  /// - Returns: nil when it was paused.
  /// - Throws: `DataError`, `TrainingError`, `ReportError`, and what the site throws.
  public mutating func result(
    at site: some TrainingSite, telling tell: (Event) throws -> Void
  ) throws -> TrainResultRecord? {
    var alive = Array(trainer.trainings.indices)
    var rungs: [TrainRung] = []
    for rung in halving.rungs {
      var units: [TrainUnit] = []
      for candidate in alive {
        if let unit = try unit(of: candidate, to: rung.fraction) { units.append(unit) }
      }
      let isDone = try site.train(units) { news, unit in
        try keep(news, of: unit)
        switch news {
        case .status(let status): try tell(.status(status, candidate: unit.candidate))
        case .leg(let leg):
          try tell(.legs(legs))
          if unit.ends(with: leg) { try tell(.finished(candidate: unit.candidate)) }
        case .checkpoint, .weights: break
        }
      }
      guard isDone else { return nil }
      var evaluations: [(candidate: Int, evaluation: Evaluation?)] = []
      for candidate in alive {
        let ends = legEnds(of: candidate, total: try total(of: candidate))
        let last = min(ends.count { $0 < rung.fraction }, legs[candidate].count - 1)
        evaluations.append((candidate, legs[candidate][last].evaluation))
      }
      let compared = TrainRung(rung, of: evaluations, trainer.settings)
      rungs.append(compared)
      alive = compared.record.survivors
    }
    return try TrainResultRecord(trainer.settings, history: history, rungs: rungs)
  }

  /// What brings one training up to a fraction of its computation; nil when the journal has it, or that
  /// the training diverged before.
  private mutating func unit(of candidate: Int, to fraction: Double) throws -> TrainUnit? {
    let total = try total(of: candidate)
    let ends = legEnds(of: candidate, total: total)
    let count = ends.count { $0 < fraction } + 1
    let known = legs[candidate]
    guard known.count < count, known.last?.divergence == nil else { return nil }
    return TrainUnit(
      candidate: candidate, totalMACs: total, ends: Array(ends[..<count]),
      recordedCount: known.count,
      checkpointPath: "\(folder)/candidate-\(candidate + 1).checkpoint.safetensors")
  }

  /// Brings journal and files to what is told of a unit.
  private mutating func keep(_ news: TrainNews, of unit: TrainUnit) throws {
    switch news {
    case .status: break
    case .checkpoint(let contents): try contents.write(to: unit.checkpointPath)
    case .weights(let contents):
      try contents.write(to: "\(folder)/\(Self.weightsName(unit.candidate))")
    case .leg(let leg):
      let known = legs[unit.candidate]
      if leg.index == known.count {
        try finish(Entry(candidate: unit.candidate, leg: leg))
      } else if !known.indices.contains(leg.index) || known[leg.index].position != leg.position {
        throw TrainingError.corruptCheckpoint(
          path: unit.checkpointPath, reason: "does not lead to what the journal says")
      }
      // The journal has all of a training that has come to its end.
      if unit.ends[leg.index] == 1 { try File.remove(unit.checkpointPath) }
    }
  }

  static func weightsName(_ candidate: Int) -> String { "candidate-\(candidate + 1).safetensors" }

  /// What the training of a candidate spends. A budget of time is measured, once for each.
  private mutating func total(of candidate: Int) throws -> Double {
    let settings = trainer.settings
    if let total = history.totals[candidate] ?? settings.plannedMACs(trainer.plan(of: candidate)) {
      return total
    }
    guard case .seconds(let seconds) = settings.training.budget else {
      preconditionFailure("\(settings.training.budget) is known before a training")
    }
    let macs = try trainer.forwardMACs(within: seconds, of: candidate)
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
    let imageCount = trainer.settings.data.trainingCount
    let epochs = total / Double(imageCount * trainer.plan(of: candidate).fullMACsPerSample)
    let count = Int(min(max(epochs.rounded(), 1), Double(Self.mostEpochLegs)))
    return Set((1...count).map { Double($0) / Double(count) } + halving.rungs.map(\.fraction))
      .sorted()
  }
}

extension TrainRun {
  /// An upper bound of the bytes that a run takes beside the training of its candidates: the
  /// confusions of all legs as numbers, as text, and on the way from one to the other.
  static func byteCount(trainingCount: Int, classCount: Int) -> Int {
    let numbers = trainingCount * (mostEpochLegs + 2) * classCount * classCount
    return 128 * numbers
  }
}
