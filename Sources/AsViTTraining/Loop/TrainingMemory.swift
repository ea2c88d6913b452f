public import AsViTArchitecture
public import AsViTCurriculum
import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers

extension CandidateTraining {
  /// An upper bound of the bytes that the training of one network takes, beside the program and the
  /// opened data.
  ///
  /// It adds up weights, packed weights, what the optimizer and the average remember, the gradients,
  /// tapes and scratch memory of a batch's shards, batches that are loaded ahead or kept, and
  /// evaluation; or else what a checkpoint takes while it is read, where that is more.
  public static func byteCount(
    of genotype: Genotype, in family: any Family, on data: TrainingData, plan: CurriculumPlan,
    settings: TrainingSettings, threadCount: Int
  ) throws(ArchitectureError) -> Int {
    let architecture = try family.architecture(for: genotype)
    let setSize = data.training.count
    var batches = [(architecture: architecture, imageCount: min(settings.batchSize, setSize))]
    for phase in plan.phases {
      guard let network = try phase.architecture(of: genotype, in: family) else { continue }
      batches.append(
        (network, phase.trainedBatchSize(of: settings.batchSize, setSize: setSize)))
    }
    let images = imageByteCount(
      of: batches.map { ($0.architecture.imageSide, $0.imageCount) }, on: data, plan: plan,
      settings: settings, threadCount: threadCount)
    return Memory(of: architecture, settings: settings).byteCount(
      updating: BatchGradient<Float>.byteCount(
        of: batches, regularisation: settings.regularisation) + images,
      evaluating: Evaluator<Float>.byteCount(of: architecture, threadCount: threadCount)
        + testByteCount(of: architecture))
  }

  /// The bytes of the tensors in a checkpoint of the training of one network.
  public static func checkpointByteCount(
    of genotype: Genotype, in family: any Family, settings: TrainingSettings
  ) throws(ArchitectureError) -> Int {
    let memory = Memory(of: try family.architecture(for: genotype), settings: settings)
    return memory.weights + memory.accumulators + memory.average
  }

  /// The sizes of what belongs to the parameters.
  private struct Memory {
    /// Bytes of the weights themselves.
    let weights: Int
    /// Bytes of a network made of them.
    let packed: Int
    let accumulators: Int
    /// Zero where there is none.
    let average: Int

    init(of architecture: Architecture, settings: TrainingSettings) {
      let size = MemoryLayout<Float>.stride
      weights = size * ParameterStore<Float>.scalarCount(of: architecture)
      packed = size * Network<Float>.packedCount(of: architecture)
      accumulators = size * settings.rule.accumulatorCount * architecture.parameterCount
      average = settings.averageDecay == nil ? 0 : size * architecture.parameterCount
    }

    func byteCount(updating: Int, evaluating: Int) -> Int {
      // A network takes the place of another at the next phase.
      let lasting = weights + 2 * packed + accumulators + average
      // The file, and what is read of it before it takes the place of what was there.
      let restoring = weights + 2 * (accumulators + average)
      return lasting + max(updating + weights + packed + evaluating, restoring)
    }
  }

  /// The batches under way, their mixing, and what is kept of them for further use.
  private static func imageByteCount(
    of batches: [(side: Int, imageCount: Int)], on data: TrainingData, plan: CurriculumPlan,
    settings: TrainingSettings, threadCount: Int
  ) -> Int {
    let size = 3 * MemoryLayout<Float>.stride
    let batch = batches.map { size * $0.side * $0.side * $0.imageCount }.max() ?? 0
    let kept =
      plan.phases.filter { $0.replayFactor > 1 }.map { phase in
        let loaded = min(phase.loadedBatchSize(of: settings.batchSize), data.training.count)
        let capacity = ReplayBuffer<Int>.batchCapacity(
          replayFactor: phase.replayFactor, loadedBatchSize: loaded,
          sampleCount: data.training.count)
        return size * phase.imageSide * phase.imageSide * loaded * (capacity + 1)
      }.max() ?? 0
    // A picture as it is stored, of twice the length at most, and its copies on the way.
    let side = max(data.training.nativeSide, batches.map(\.side).max() ?? 0)
    let pictures = (threadCount + 1) * 8 * size * side * side
    return (threadCount + 1 + 4) * batch + kept + pictures
  }

  private static func testByteCount(of architecture: Architecture) -> Int {
    let pixels = 3 * architecture.imageSide * architecture.imageSide
    return 3 * MemoryLayout<Float>.stride * testBatchSize * (pixels + architecture.classCount)
  }
}
