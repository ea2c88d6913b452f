public import AsViTTraining

/// What is trained at a stretch, on any machine: one candidate with one seed, from its checkpoint to the
/// end of a rung.
///
/// It is divided into legs, which end with an evaluation.
public struct TrainUnit: Codable, Sendable {
  /// The place among the trainings of the run.
  public let candidate: Int
  /// What the whole training spends, in multiply-accumulates forward.
  let totalMACs: Double
  /// Where legs end, as fractions of that, from the start of the training to the end of the unit.
  let ends: [Double]
  /// Legs that the journal has. One that the checkpoint has not is trained again, and not evaluated.
  let recordedCount: Int
  /// Where the checkpoint is, or is to be.
  public let checkpointPath: String

  /// How much work it is at most, in multiply-accumulates forward.
  public var cost: Double {
    totalMACs * (ends[ends.count - 1] - (recordedCount > 0 ? ends[recordedCount - 1] : 0))
  }

  /// Whether nothing follows on a leg.
  func ends(with leg: TrainLeg) -> Bool {
    leg.index == ends.count - 1 || leg.divergence != nil
  }

  /// Whether there is a checkpoint on this machine.
  public var hasCheckpoint: Bool { File.exists(checkpointPath) }

  /// The bytes of the checkpoint on this machine; none where there is no checkpoint.
  public func checkpointBytes() throws(ReportError) -> [UInt8] {
    hasCheckpoint ? try File.contents(of: checkpointPath) : []
  }
}

/// How far a training is.
public struct TrainStatus: Codable, Sendable {
  public let position: TrainingPosition
  /// Of the whole training, in multiply-accumulates forward.
  public let totalMACs: Double
  /// Of the last update; nil before the first of this process, and where it is not finite.
  public let loss: Double?

  init(_ training: CandidateTraining) {
    position = training.position
    totalMACs = training.totalMACs
    loss = training.lastLoss.isFinite ? training.lastLoss : nil
  }

  /// The share of the computation.
  public var fraction: Double { Double(position.spentMACs) / totalMACs }
}
