public import AsViTData
import AsViTTraining

/// What the training of a unit comes to, in the order in which it has to be kept.
public enum TrainNews {
  case status(TrainStatus)
  /// In place of the one before.
  case checkpoint(any FileContents)
  /// What the candidate has come to at the end of the unit; before its last leg.
  case weights(any FileContents)
  case leg(TrainLeg)
}

/// Where the units of a training run are trained: here, or on the ranks of a job. They come to the same.
public protocol TrainingSite {
  /// Trains all units, in any order and any number at a time.
  ///
  /// - Parameter tell: called on this thread; news of one unit come in their order.
  /// - Returns: false when it was paused.
  func train(
    _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
  ) throws -> Bool

  /// Nothing more will be trained.
  func finish() throws
}

/// In this process, one after the other.
public struct LocalTraining: TrainingSite {
  private let trainer: UnitTrainer
  private let pauses: () -> Bool

  /// - Parameter pauses: asked after every update; when it says so, the training is paused, with a
  ///   checkpoint.
  public init(_ trainer: UnitTrainer, pausing pauses: @escaping () -> Bool) {
    self.trainer = trainer
    self.pauses = pauses
  }

  public func train(
    _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
  ) throws -> Bool {
    for unit in units {
      let checkpoint = unit.hasCheckpoint ? StoredCheckpoint.file(at: unit.checkpointPath) : nil
      guard
        try trainer.train(
          unit, from: checkpoint, telling: { try tell($0, unit) }, pausing: pauses)
      else { return false }
    }
    return true
  }

  public func finish() {}
}
