import AsViTArchitecture
import AsViTCurriculum
import AsViTTraining

/// What a training run came to: a function of its settings alone, but for a budget of time.
public struct TrainResultRecord: Codable, Sendable {
  /// The place among `candidates` of the one that is right most often; absent when all diverged.
  public let best: Int?
  public let candidates: [TrainedCandidateRecord]
  /// Where candidates were compared; one when all are trained to the end.
  public let rungs: [RungRecord]

  /// - Parameter totals: multiply-accumulates of each candidate's whole training.
  init(
    _ settings: TrainRunSettings, rungs: [RungRecord], legs: [[TrainLeg]],
    plans: [CurriculumPlan], totals: [Double], architectures: [Architecture]
  ) {
    let finished = rungs[rungs.count - 1].survivors
    best = finished.first
    self.rungs = rungs
    candidates = settings.candidates.indices.map { index in
      TrainedCandidateRecord(
        architectures[index], legs: legs[index], plan: plans[index], totalMACs: totals[index],
        imageCount: settings.data.trainingCount,
        weights: legs[index].last?.divergence == nil ? TrainRun.weightsName(index) : nil)
    }
  }
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
public struct TrainedCandidateRecord: Codable, Sendable {
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
  public let stages: [StageSpending]
  /// The file of the weights, in the folder of the run; absent when the training diverged.
  public let weights: String?

  init(
    _ architecture: Architecture, legs: [TrainLeg], plan: CurriculumPlan, totalMACs: Double,
    imageCount: Int, weights: String?
  ) {
    let last = legs[legs.count - 1]
    genotype = architecture.genotype
    parameterCount = architecture.parameterCount
    macCount = architecture.macCount
    outcome =
      last.divergence != nil
      ? .diverged : Double(last.position.spentMACs) >= totalMACs ? .finished : .eliminated
    divergence = last.divergence
    self.plan = plan
    self.totalMACs = totalMACs
    position = last.position
    skippedCount = last.skippedCount
    curve = legs.flatMap(\.curve)
    evaluations = legs.compactMap { leg in
      leg.evaluation.map {
        EvaluationRecord(
          $0, at: leg.position, totalMACs: totalMACs,
          macsPerEpoch: Double(imageCount) * Double(architecture.macCount))
      }
    }
    stages = last.accounts.map(StageSpending.init)
    self.weights = weights
  }
}

/// What was spent in one stage of a plan. The seconds are in the report's timings.
public struct StageSpending: Hashable, Codable, Sendable {
  /// In the plan, from 0.
  public let stage: Int
  /// Updates.
  public let stepCount: Int
  /// Images trained on, repetitions included.
  public let sampleCount: Int
  /// Images that were loaded.
  public let loadedCount: Int
  /// Multiply-accumulates forward; the backward pass is twice as much again.
  public let macCount: Int

  init(_ account: StageAccount) {
    stage = account.stage
    stepCount = account.stepCount
    sampleCount = account.sampleCount
    loadedCount = account.loadedCount
    macCount = account.macCount
  }
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

  init(
    _ evaluation: Evaluation, at position: TrainingPosition, totalMACs: Double,
    macsPerEpoch: Double
  ) {
    step = position.step
    equivalentEpochs = Double(position.spentMACs) / macsPerEpoch
    fraction = Double(position.spentMACs) / totalMACs
    topOne = evaluation.topOne
    topFive = evaluation.topFive
    loss = evaluation.loss
    confusion = evaluation.confusion
  }
}
