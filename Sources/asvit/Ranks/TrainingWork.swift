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
  /// Whether the ranks share every batch; otherwise each has trainings of its own.
  let isDataParallel: Bool

  init(
    source: LabelledSource, settings: TrainRunSettings, threads: Int, isDataParallel: Bool
  ) {
    self.source = source
    self.settings = settings
    self.isDataParallel = isDataParallel
    self.threads = threads == HostShare.threadCount ? nil : threads
  }

  /// Nil for other work.
  init?(_ bytes: [UInt8]) {
    guard let work = MessageFormat.decode(TrainingWork.self, from: bytes) else { return nil }
    self = work
  }

  /// Trains what the first rank hands out or begins, until there is no more.
  func serve(_ worker: Worker) throws {
    let workers = Workers(count: threads ?? HostShare.threadCount)
    let data = try source.open(workers: workers)
    let trainer = try UnitTrainer(settings, data: data, workers: workers)
    _ = try trainer.requiredMemory(isShared: true)
    let hello = try hello(trainer, images: LabelledDataRecord(data))
    if isDataParallel {
      try worker.join(as: hello, computing: trainer.train)
    } else {
      try worker.serve(as: hello, computing: TrainingUnits(trainer: trainer).compute)
    }
  }

  /// Where the first rank has units trained.
  func site(
    _ trainer: UnitTrainer, in job: RankJob, _ interruption: Interruption
  ) throws -> any TrainingSite {
    let (message, hello) = (
      MessageFormat.encode(self), try hello(trainer, images: settings.data)
    )
    let pauses = { interruption.isRequested }
    if isDataParallel {
      if let ring = try job.ring(for: message, as: hello) {
        return ReplicatedTraining(trainer, on: ring, pausing: pauses)
      }
    } else if let crew = try job.crew(
      for: message, as: hello, computing: TrainingUnits(trainer: trainer).compute)
    {
      return CrewTraining(crew: crew, pauses: pauses)
    }
    return LocalTraining(trainer, pausing: pauses)
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

  /// Refuses to divide batches among more ranks than they have shards for, in the phase that has most of
  /// them.
  ///
  /// - Throws: `CommandError.tooFewShards`.
  func requireShards(forRanks rankCount: Int) throws {
    for candidate in settings.candidates.indices {
      let batches = try batches(of: candidate)
      guard let largest = batches.max(by: { $0.shardCount < $1.shardCount }),
        largest.shardCount < rankCount
      else { continue }
      throw CommandError.tooFewShards(ranks: rankCount, largest)
    }
  }

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
