public import AsViTArchitecture
public import AsViTCurriculum
public import AsViTSearch
public import AsViTTraining

/// What a training run came to, or has come to so far: a function of its settings alone, but for a
/// budget of time.
public struct TrainResultRecord: Codable, Sendable {
  /// The place among `candidates` of the one that is right most often, with several seeds of the best
  /// training of the design with the least mean loss; absent before the end, and when all diverged.
  public let best: Int?
  /// Those that were evaluated or diverged, each once for every seed. Before the end, one that is not
  /// finished counts as eliminated, although it may go on.
  public let candidates: [TrainedCandidateRecord]
  /// The comparisons of candidates, one when all are trained to the end; empty before the end.
  public let rungs: [RungRecord]
  /// What the designs came to, the best first; absent of one seed, and before the end.
  public let designs: [TrainedDesignRecord]?

  init(_ settings: TrainRunSettings, history: TrainHistory, rungs: [TrainRung] = []) throws {
    let family = try settings.family()
    best = rungs.last?.record.survivors.first
    self.rungs = rungs.map(\.record)
    let trainings = settings.trainings
    candidates = try trainings.indices.compactMap { index in
      let (genotype, legs) = (trainings[index].genotype, history.legs[index])
      guard let last = legs.last else { return nil }
      let plan = try CurriculumPlan(settings.training.curriculum, for: genotype, in: family)
      guard let total = history.totals[index] ?? settings.plannedMACs(plan) else { return nil }
      let hasWeights = !rungs.isEmpty && last.divergence == nil
      return TrainedCandidateRecord(
        try family.architecture(for: genotype), legs: legs, last: last, plan: plan,
        totalMACs: total, imageCount: settings.data.trainingCount,
        weights: hasWeights ? TrainRun.weightsName(index) : nil,
        seed: settings.seedCount.map { _ in trainings[index].seed })
    }
    designs =
      settings.seedCount != nil && !rungs.isEmpty
      ? TrainedDesignRecord.ranked(settings, rungs: rungs, candidates: candidates) : nil
  }

  /// How well seeds agreed at the end, where that was not enough to tell the designs apart that were
  /// trained so far; nil where it was.
  public var disagreement: Repeatability? {
    guard let last = rungs.last(where: { ($0.repeats?.architectureCount ?? 0) > 1 }),
      last.fraction == 1
    else { return nil }
    return last.repeats.flatMap { ($0.tau?.value ?? -1) < DesignRung.leastTau ? $0 : nil }
  }
}

/// A part of the budget after which only the best went on.
public struct RungRecord: Hashable, Codable, Sendable {
  /// The share of each candidate's computation, at the end of the part.
  public let fraction: Double
  /// Places among the candidates.
  public let trained: [Int]
  /// The best first; at the end the best training of each design.
  public let survivors: [Int]
  /// How well the test losses of one seed agreed with those of another; absent of one seed. Nobody was
  /// dropped where τ is below `DesignRung.leastTau`.
  public let repeats: Repeatability?
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
  /// The end of a training that diverged; absent of others.
  public let divergence: CandidateTraining.Divergence?
  public let plan: CurriculumPlan
  /// What the whole training would spend, in multiply-accumulates forward.
  public let totalMACs: Double
  /// The place where it ended.
  public let position: TrainingPosition
  /// Updates that were skipped for a gradient that was not finite.
  public let skippedCount: Int
  public let curve: [LossCurve.Point]
  public let evaluations: [EvaluationRecord]
  /// What was spent in each phase of the plan. The seconds are in the report's timings.
  public let phases: [PhaseSpending]
  /// The file of the weights, in the folder of the run; absent when the training diverged.
  public let weights: String?
  /// Of the training; absent where all have that of the settings.
  public let seed: UInt64?

  init(
    _ architecture: Architecture, legs: [TrainLeg], last: TrainLeg, plan: CurriculumPlan,
    totalMACs: Double, imageCount: Int, weights: String?, seed: UInt64?
  ) {
    self.seed = seed
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
    phases = last.phases
    self.weights = weights
  }
}

/// How well a network did on the test images.
public struct EvaluationRecord: Hashable, Codable, Sendable {
  /// Updates so far.
  public let step: Int
  /// Passes over the training images that the computation so far would pay for at full size.
  public let equivalentEpochs: Double
  /// The share of the computation.
  public let fraction: Double
  /// Shares of the test images.
  public let topOne: Double
  public let topFive: Double
  /// The mean cross-entropy; absent where it is not finite.
  public let loss: Double?
  /// `[true class][predicted class]`.
  public let confusion: [[Int]]

  init(
    _ evaluation: AsViTTraining.Evaluation, at position: TrainingPosition, totalMACs: Double,
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
