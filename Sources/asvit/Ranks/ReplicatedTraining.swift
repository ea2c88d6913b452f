import AsViTRanks
import AsViTReport
import AsViTTraining

/// On all ranks of a job together, one unit after the other.
struct ReplicatedTraining: TrainingSite {
  let trainer: UnitTrainer
  let ring: Ring
  let replicas: Replicas

  /// - Parameter pauses: asked before every update; when it says so, the training is paused after it, with
  ///   a checkpoint.
  init(_ trainer: UnitTrainer, on ring: Ring, pausing pauses: @escaping () -> Bool) {
    self.trainer = trainer
    self.ring = ring
    replicas = Replicas(ring, pausing: pauses)
  }

  func train(
    _ units: [TrainUnit], telling tell: (TrainNews, TrainUnit) throws -> Void
  ) throws -> Bool {
    for unit in units {
      try ring.begin(unit.message())
      let checkpoint = unit.hasCheckpoint ? StoredCheckpoint.file(at: unit.checkpointPath) : nil
      guard
        try trainer.train(
          unit, from: checkpoint, in: replicas, telling: { try tell($0, unit) },
          pausing: { replicas.isPaused })
      else { return false }
    }
    return true
  }

  func finish() throws { try ring.finish() }
}

extension UnitTrainer {
  /// Takes part in what the first rank begins.
  ///
  /// - Throws: `RankError` when the unit does not read, and what the training throws.
  func train(_ bytes: [UInt8], on ring: Ring) throws {
    let (unit, checkpoint) = try TrainUnit.read(bytes)
    let replicas = Replicas(ring)
    _ = try train(
      unit, from: checkpoint, in: replicas, telling: { _ in }, pausing: { replicas.isPaused })
  }
}
