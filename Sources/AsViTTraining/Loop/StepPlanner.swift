import AsViTCurriculum
import AsViTNumerics

/// What each update is to do: a function of where the training stands and of nothing else, so that
/// batches can be loaded ahead and a resumed training goes on as it would have.
struct StepPlanner {
  let plan: CurriculumPlan
  /// Multiply-accumulates forward of the whole training.
  let totalMACs: Double
  let batchSize: Int
  let order: SampleOrder
  /// The order of the samples in the latest epoch.
  private var permutation: (epoch: Int, samples: [Int])?

  init(plan: CurriculumPlan, totalMACs: Double, batchSize: Int, order: SampleOrder) {
    self.plan = plan
    self.totalMACs = totalMACs
    self.batchSize = batchSize
    self.order = order
  }

  /// One update.
  struct Step: Sendable {
    let position: TrainingPosition
    /// The place where the training stands after it.
    let next: TrainingPosition
    /// The fraction of the computation that was spent before it.
    let fraction: Double
    let phase: CurriculumPhase
    /// The magnitude of RandAugment.
    let magnitude: Double
    /// The pass over the set that the images are of.
    let epoch: Int
    /// The images that are loaded, by their place in the training set.
    let samples: [Int]
  }

  func fraction(at position: TrainingPosition) -> Double {
    Double(position.spentMACs) / totalMACs
  }

  func isFinished(at position: TrainingPosition) -> Bool { fraction(at: position) >= 1 }

  /// The update at a position. The last batch of a pass over the set has what is left; where images
  /// are replayed it is left out, so that all pieces of batches have one size.
  ///
  /// - Precondition: the training is not finished there.
  mutating func step(at position: TrainingPosition) -> Step {
    let fraction = fraction(at: position)
    let phase = plan.phase(atFraction: fraction)
    let (epoch, range, next) = advanced(from: position, in: phase)
    return Step(
      position: position, next: next, fraction: fraction, phase: phase,
      magnitude: plan.phase(atFraction: fraction).magnitude, epoch: epoch,
      samples: Array(samples(ofEpoch: epoch)[range]))
  }

  /// Whether the updates from the start lead to a position.
  func comes(to position: TrainingPosition) -> Bool {
    var past = TrainingPosition()
    while past.step < position.step, !isFinished(at: past) {
      past = advanced(from: past, in: plan.phase(atFraction: fraction(at: past))).next
    }
    return past == position
  }

  /// The pass over the set and the places in it that the next images are of, and where the training
  /// stands after them.
  private func advanced(
    from position: TrainingPosition, in phase: CurriculumPhase
  ) -> (epoch: Int, range: Range<Int>, next: TrainingPosition) {
    let wanted = min(loadedBatchSize(in: phase), order.count)
    var next = position
    if phase.replayFactor > 1, order.count - next.offset < wanted {
      next.offset = 0
      next.epoch += 1
    }
    let epoch = next.epoch
    let range = next.offset..<min(next.offset + wanted, order.count)
    let trainedCount = range.count * phase.replayFactor

    next.step += 1
    next.offset = range.upperBound
    next.sampleCount += trainedCount
    next.spentMACs += trainedCount * phase.macsPerSample
    if next.offset == order.count {
      next.offset = 0
      next.epoch += 1
    }
    return (epoch, range, next)
  }

  /// Images loaded for an update; what is trained on is as many times the replay factor.
  func loadedBatchSize(in phase: CurriculumPhase) -> Int {
    phase.loadedBatchSize(of: batchSize)
  }

  private mutating func samples(ofEpoch epoch: Int) -> [Int] {
    if let permutation, permutation.epoch == epoch { return permutation.samples }
    let samples = order.permutation(epoch: epoch)
    permutation = (epoch, samples)
    return samples
  }
}

extension CurriculumPhase {
  /// Images loaded for an update of `batchSize` images at full size.
  func loadedBatchSize(of batchSize: Int) -> Int {
    max(1, batchSize * batchMultiplier / replayFactor)
  }
  /// Images that an update trains on, of a set of `setSize`.
  func trainedBatchSize(of batchSize: Int, setSize: Int) -> Int {
    min(loadedBatchSize(of: batchSize), setSize) * replayFactor
  }
}
