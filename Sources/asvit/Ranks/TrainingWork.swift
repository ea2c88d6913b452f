import AsViTNumerics
import AsViTRanks
import AsViTReport
import AsViTTraining

/// A training run that the ranks of a job share, as workers are told of it.
struct TrainingWork: Codable {
  let source: LabelledSource
  let settings: TrainRunSettings
  /// Those of each rank; nil for each rank's part of its host.
  let threads: Int?

  init(source: LabelledSource, settings: TrainRunSettings, threads: Int) {
    self.source = source
    self.settings = settings
    self.threads = threads == HostShare.threadCount ? nil : threads
  }

  /// Nil for other work.
  init?(_ bytes: [UInt8]) {
    guard let work = MessageFormat.decode(TrainingWork.self, from: bytes) else { return nil }
    self = work
  }

  /// Trains what the first rank hands out, until there is no more.
  func serve(_ worker: Worker) throws {
    let workers = Workers(count: threads ?? HostShare.threadCount)
    let data = try source.open(workers: workers)
    let trainer = try UnitTrainer(settings, data: data, workers: workers)
    _ = try trainer.requiredMemory(isShared: true)
    try worker.serve(
      as: hello(trainer, images: LabelledDataRecord(data)),
      computing: TrainingUnits(trainer: trainer).compute)
  }

  /// Where the first rank has units trained.
  func site(
    _ trainer: UnitTrainer, in job: RankJob, _ interruption: Interruption
  ) throws -> any TrainingSite {
    let crew = try job.crew(
      for: MessageFormat.encode(self), as: hello(trainer, images: settings.data),
      computing: TrainingUnits(trainer: trainer).compute)
    let pauses = { interruption.isRequested }
    guard let crew else { return LocalTraining(trainer, pausing: pauses) }
    return CrewTraining(crew: crew, pauses: pauses)
  }

  private func hello(_ trainer: UnitTrainer, images: LabelledDataRecord) throws -> Hello {
    Hello(
      settings: trainer.digest, images: try CanonicalJSON.digest(of: images, for: "images"))
  }
}

extension UnitTrainer {
  /// Copies of a checkpoint on its way from rank to rank: made, packed and sent on one thread while
  /// another is received, unpacked and written.
  private static let copiesOnTheWay = 6

  /// The bytes that this process takes for the largest candidate.
  ///
  /// - Parameter isShared: whether ranks share the run.
  /// - Throws: `CommandError.tooLittleMemory` when a candidate takes more than there are.
  func requiredMemory(isShared: Bool) throws -> Int {
    let bounds = try settings.candidates.indices.map { candidate in
      let shared =
        isShared ? Self.copiesOnTheWay * (try checkpointByteCount(of: candidate)) : 0
      return memoryBound(beside: try byteCount(of: candidate) + shared)
    }
    for (genotype, bound) in zip(settings.candidates, bounds) {
      try requireMemory(
        bound, for: "\(genotype)", remedy: "train a smaller one, or lower --batch or --threads")
    }
    return bounds.max() ?? 0
  }
}
