public import AsViTArchitecture
public import AsViTCurriculum
public import AsViTTraining

/// What a training run came to: a function of its settings alone, but for a budget of time.
public struct TrainResultRecord: Codable, Sendable {
  /// The place among `candidates` of the one that is right most often; absent when all diverged.
  public let best: Int?
  public let candidates: [CandidateRecord]
  /// Where candidates were compared; one when all are trained to the end.
  public let rungs: [RungRecord]
}

/// A part of the budget after which only the best went on.
public struct RungRecord: Hashable, Codable, Sendable {
  /// Of each candidate's computation, at the end of the part.
  public let fraction: Double
  /// Places among the candidates.
  public let trained: [Int]
  /// The best first.
  public let survivors: [Int]
}

/// The training of one network.
public struct CandidateRecord: Codable, Sendable {
  public enum Outcome: String, Codable, Sendable {
    case finished
    /// Others were better after a part of the budget.
    case eliminated
    /// The loss or several gradients in a row were not finite.
    case diverged
  }

  public let genotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image at full size.
  public let macCount: Int
  public let outcome: Outcome
  /// Absent unless it diverged.
  public let divergence: CandidateTraining.Divergence?
  public let plan: CurriculumPlan
  /// What the whole training would spend, in multiply-accumulates forward.
  public let totalMACs: Double
  /// Where it ended.
  public let position: TrainingPosition
  /// Updates that were skipped for a gradient that was not finite.
  public let skippedCount: Int
  public let curve: [LossCurve.Point]
  public let evaluations: [EvaluationRecord]
  /// What was spent in each stage of the plan.
  public let stages: [StageAccount]
  /// The weights in the folder of the run.
  public let weights: String?
}

/// How well a network did on the test images.
public struct EvaluationRecord: Hashable, Codable, Sendable {
  /// Updates so far.
  public let step: Int
  /// Passes over the training images that the computation so far would pay for at full size.
  public let equivalentEpochs: Double
  /// Of the computation.
  public let fraction: Double
  /// Shares of the test images.
  public let topOne: Double
  public let topFive: Double
  /// The mean cross-entropy; absent where it is not finite.
  public let loss: Double?
  /// `[true class][predicted class]`.
  public let confusion: [[Int]]
}
