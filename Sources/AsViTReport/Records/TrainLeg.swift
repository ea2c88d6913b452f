public import AsViTTraining

/// A part of a candidate's training, up to an evaluation, as the journal has it.
public struct TrainLeg: Codable, Sendable {
  /// Its place, from 0.
  public let index: Int
  /// The training's position at its end.
  public let position: TrainingPosition
  public let curve: [LossCurve.Point]
  /// Updates skipped since the start for a gradient that was not finite.
  public let skippedCount: Int
  /// What was spent in each phase of the plan since the start.
  public let phases: [PhaseSpending]
  /// The seconds that each of them took since the start.
  public let phaseSeconds: [PhaseSeconds]
  /// The test at its end; absent when the training diverged.
  public let evaluation: Evaluation?
  public let divergence: CandidateTraining.Divergence?
  /// Seconds in the process that ended it.
  public let seconds: Double
}
