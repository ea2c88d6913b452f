public import AsViTArchitecture
public import AsViTCurriculum
import AsViTNetwork

/// The batches of a phase of a training, all but the smaller last one of a pass over the set.
public struct BatchShape: Hashable, Sendable {
  public let imageCount: Int
  /// Of each image, where there are most.
  public let tokenCount: Int
  /// How many parts the batch is divided into; see `BatchGradient`.
  public let shardCount: Int
}

extension CandidateTraining {
  /// The batches of each phase of the plan.
  public static func batches(
    of genotype: Genotype, in family: any Family, on data: TrainingData, plan: CurriculumPlan,
    settings: TrainingSettings
  ) throws(ArchitectureError) -> [BatchShape] {
    try plan.phases.map { phase throws(ArchitectureError) in
      guard let network = try phase.architecture(of: genotype, in: family) else {
        preconditionFailure("a plan for another family than \(family)")
      }
      let imageCount = phase.trainedBatchSize(
        of: settings.batchSize, setSize: data.training.count)
      return BatchShape(
        imageCount: imageCount, tokenCount: network.trunk[0].output.tokenCount,
        shardCount: BatchGradient<Float>.shardCount(imageCount: imageCount, in: network))
    }
  }
}
