import AsViTArchitecture
import AsViTCurriculum
import AsViTTraining

/// What a training run came to, or has come to so far.
public struct TrainFindings: Sendable {
  /// The place among `candidates` of the one that is right most often; absent before the end, and
  /// when all diverged.
  public let best: Int?
  /// Those that were evaluated or diverged. Before the end, one that is not finished counts as
  /// eliminated here, although it may go on.
  public let candidates: [TrainedCandidateRecord]
  /// Where candidates were compared; empty before the end.
  public let rungs: [RungRecord]

  init(_ result: TrainResultRecord) {
    best = result.best
    candidates = result.candidates
    rungs = result.rungs
  }

  /// - Parameters:
  ///   - legs: of each candidate, so far.
  ///   - measuredTotals: of each candidate, where a budget of time was measured.
  init(
    _ settings: TrainRunSettings, legs: [[TrainLeg]], measuredTotals: [Double?]
  ) throws {
    var family = try SearchSpace(
      yaml: settings.space.yaml, file: settings.space.name + ".yaml"
    ).family
    family.classCount = settings.data.classNames.count
    best = nil
    rungs = []
    candidates = try settings.candidates.indices.compactMap { index in
      guard !legs[index].isEmpty else { return nil }
      let genotype = settings.candidates[index]
      let plan = try CurriculumPlan(settings.training.curriculum, for: genotype, in: family)
      guard let total = measuredTotals[index] ?? settings.plannedMACs(plan) else { return nil }
      return TrainedCandidateRecord(
        try family.architecture(for: genotype), legs: legs[index], plan: plan, totalMACs: total,
        imageCount: settings.data.trainingCount, weights: nil)
    }
  }
}
