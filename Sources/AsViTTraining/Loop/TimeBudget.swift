public import AsViTArchitecture
import AsViTCurriculum
import AsViTData
public import AsViTNumerics

extension CandidateTraining {
  private static let warmUpUpdates = 2
  private static let timedUpdates = 8

  /// The multiply-accumulates forward that some seconds pay for, from the time of a few updates at
  /// full size. They are made at a rate of zero, at which no training diverges.
  ///
  /// - Throws: when an image cannot be read.
  public static func forwardMACs(
    within seconds: Double, of genotype: Genotype, in family: any Family,
    on data: TrainingData, settings: TrainingSettings, workers: Workers
  ) throws -> Double {
    var settings = settings
    settings.curriculum = CurriculumSettings(.none)
    settings.learningRate = 0
    let training = try CandidateTraining(
      of: genotype, in: family, on: data,
      plan: CurriculumPlan(settings.curriculum, for: genotype, in: family),
      totalMACs: .greatestFiniteMagnitude, settings: settings, workers: workers)
    for _ in 0..<warmUpUpdates { try training.update() }
    let spent = training.position.spentMACs
    let time = try ContinuousClock().measure {
      for _ in 0..<timedUpdates { try training.update() }
    }
    return Double(training.position.spentMACs - spent) * seconds / (time / .seconds(1))
  }
}
