import AsViTArchitecture
import AsViTAugmentation
import AsViTCurriculum
import AsViTNumerics
import Foundation

@testable import AsViTData
@testable import AsViTTraining

extension Reader {
  /// The state of a training in a checkpoint, whose tensors are always as they should be; what
  /// `safetensors` and `weights` read tells about those.
  static let checkpoint = Reader(name: "checkpoint", allowance: json(beside: 4 << 20)) { input in
    attempt {
      let state = String(decoding: input, as: UTF8.self)
      try untrained.restore(tensors, state: state)
      // A training of its own takes milliseconds: one of sixteen goes on.
      guard checksum(input) % 16 == 0 else { return }
      let training = try newTraining()
      try training.restore(tensors, state: state)
      for _ in 0..<2 where !training.isFinished { try training.update() }
      _ = training.endLeg()
    }
  }

  private static let tensors = try! savedTensors()
  /// Where states are restored that are refused, or do not go on.
  nonisolated(unsafe) private static let untrained = try! newTraining()

  /// A checkpoint after three updates.
  private static func savedTensors() throws -> SafeTensors {
    let path = FileManager.default.temporaryDirectory.path + "/fuzz-\(getpid()).safetensors"
    defer { unlink(path) }
    let training = try newTraining()
    for _ in 0..<3 { try training.update() }
    try training.saveCheckpoint(to: path, of: "x")
    return try SafeTensors(contentsOf: path)
  }

  /// Of a network of a few hundred parameters on four images, in two stages.
  private static func newTraining() throws -> CandidateTraining {
    let genotype = Genotype("2,2,1|2,1,1|2,1,1|2,1,1|8,1")
    let family = AsViTFamily(imageSide: 16, stemStride: 2, classCount: 2)
    let settings = TrainingSettings(
      budget: .steps(12), batchSize: 2, averageDecay: 0.9,
      curriculum: CurriculumSettings(.retokenize, replays: true, leastGridSide: 1),
      augmentation: AugmentationRecipe())
    let plan = try CurriculumPlan(settings.curriculum, for: genotype, in: family)
    return try CandidateTraining(
      of: genotype, in: family, on: data, plan: plan,
      totalMACs: settings.budget.forwardMACs(
        imageCount: data.training.count, batchSize: settings.batchSize,
        macCount: plan.fullMACsPerSample)!, settings: settings, workers: Workers(count: 1))
  }

  private static let data = try! TrainingData(
    LabelledData(
      training: images(count: 4), test: images(count: 2),
      origin: DataOrigin(kind: "x", training: "x", test: "x")))

  private static func images(count: Int) throws -> LabelledImages {
    let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, UInt8(count), 0, 0, 0, 16, 0, 0, 0, 16]
    let pixels = (0..<count * 256).map { UInt8(truncatingIfNeeded: 37 * $0) }
    let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, UInt8(count)] + (0..<count).map { UInt8($0 % 2) }
    return try labelledImages(
      IDXFile(header + pixels, path: "x"), path: "x", labels: IDXFile(labels, path: "y"),
      labelsPath: "y", classNames: nil)
  }
}
