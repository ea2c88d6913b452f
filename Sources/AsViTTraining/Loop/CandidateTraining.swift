public import AsViTArchitecture
public import AsViTCurriculum
import AsViTData
public import AsViTNetwork
public import AsViTNumerics
import AsViTOptimizers

/// The training of one network, update by update.
///
/// What an update does depends on the settings and the position alone, not on threads or
/// interruptions: a training that is restored from a checkpoint goes on as it would have.
public final class CandidateTraining {
  public let architecture: Architecture
  public let settings: TrainingSettings
  public let data: TrainingData
  /// Multiply-accumulates forward of the whole training.
  public let totalMACs: Double
  public internal(set) var position = TrainingPosition()
  /// Since the last leg ended.
  public internal(set) var curve = LossCurve()
  /// Parts of the training that were ended; see `endLeg()`.
  public internal(set) var legCount = 0
  /// What was spent in each phase of the plan.
  public internal(set) var spending: [PhaseSpending]
  /// The seconds that each of them took so far.
  public internal(set) var phaseSeconds: [PhaseSeconds]
  /// The loss of the last update; NaN before the first.
  public private(set) var lastLoss = Double.nan
  /// Set when the training cannot go on.
  public private(set) var divergence: Divergence?

  let trainer: Trainer<Float>
  var average: WeightAverage<Float>?
  private let phaseArchitectures: [Architecture]
  private(set) var planner: StepPlanner
  private let schedule: any Schedule
  private let workers: Workers
  private let group: (any ReplicaGroup)?
  private let loader: BatchLoader
  private let prefetcher: Prefetcher<BatchLoader.Request, Result<BatchLoader.Images, DataError>>
  /// Updates whose images are under way, in order.
  private var requested: [StepPlanner.Step] = []
  private var phaseIndex: Int?
  /// The place where the present phase began, and the images of it that are kept for further use.
  var phaseStart = TrainingPosition()
  private var replay: Replay?

  /// Why a training cannot go on: the loss or several gradients in a row were not finite.
  public struct Divergence: Hashable, Codable, Sendable {
    /// The update that failed, counted from 1.
    public let step: Int
    public let learningRate: Double
    /// The loss was, or that of the weights after the last update could not be; otherwise the
    /// gradient.
    public let isLoss: Bool
  }

  /// Gradients in a row that may be skipped.
  private static let skipLimit = 5

  /// A training before its first update, with fresh weights.
  ///
  /// - Parameters:
  ///   - family: at full size, with the classes of the data.
  ///   - plan: for this network.
  ///   - totalMACs: see `Budget.forwardMACs(imageCount:batchSize:macCount:)`.
  ///   - group: the processes that share every batch and evaluation; nil for this one alone.
  public init(
    of genotype: Genotype, in family: any Family, on data: TrainingData,
    plan: CurriculumPlan, totalMACs: Double, settings: TrainingSettings, workers: Workers,
    group: (any ReplicaGroup)? = nil
  ) throws(ArchitectureError) {
    architecture = try family.architecture(for: genotype)
    phaseArchitectures = try plan.phases.map { phase throws(ArchitectureError) in
      guard let network = try phase.architecture(of: genotype, in: family) else {
        preconditionFailure("a plan for another family than \(family)")
      }
      return network
    }
    self.settings = settings
    self.data = data
    self.totalMACs = totalMACs
    self.workers = workers
    self.group = group
    let seed = Seed(settings.seed).derived("training")
    let trainer = Trainer<Float>(
      of: ParameterStore(architecture, seed: seed.derived("weights"), workers: workers),
      rule: settings.rule, clipping: settings.clipNorm.map { .norm($0) },
      regularisation: settings.regularisation, workers: workers, group: group)
    self.trainer = trainer
    average = settings.averageDecay.map {
      WeightAverage(
        of: trainer.parameters.tensors.map { UnsafeBufferPointer($0) }, decay: $0,
        start: .warmup(), workers: workers)
    }
    spending = plan.phases.map { PhaseSpending(phase: $0.index) }
    phaseSeconds = plan.phases.map { _ in PhaseSeconds() }
    schedule = settings.rateSchedule
    planner = StepPlanner(
      plan: plan, totalMACs: totalMACs, batchSize: settings.batchSize,
      order: SampleOrder(count: data.training.count, seed: seed.derived("order")))
    let loader = BatchLoader(
      data: data, recipe: settings.augmentation, side: architecture.imageSide,
      sides: plan.phases.map(\.imageSide), seed: seed)
    self.loader = loader
    prefetcher = Prefetcher(depth: workers.count + 1) { loader.load($0) }
  }

  public var plan: CurriculumPlan { planner.plan }
  public var fraction: Double { planner.fraction(at: position) }
  public var isFinished: Bool { planner.isFinished(at: position) }

  /// Makes the next update, unless the loss is not finite or it is one gradient too many that is
  /// not: then `divergence` is set and the parameters are those of the update before.
  ///
  /// - Precondition: neither finished nor diverged.
  /// - Throws: when an image cannot be read any more, or another process cannot do its part.
  public func update() throws {
    precondition(!isFinished && divergence == nil, "a training that has ended")
    let clock = ContinuousClock()
    let start = clock.now
    let (step, loadedImages) = try nextImages()
    let loaded = clock.now
    try use(step.phase, from: step.position)
    let images = replay?.images(loading: loadedImages, number: step.position.step) ?? loadedImages
    let batch = loader.batch(of: images, number: step.position.step)
    let scale = settings.rateScale(batchMultiplier: step.phase.batchMultiplier)
    let update = try trainer.update(
      on: batch, following: schedule, at: plan.scheduleFraction(atFraction: step.fraction),
      rateScale: scale,
      seed: Seed(settings.seed).derived("regularisation").derived(step.position.step))
    record(update, of: step)
    phaseSeconds[step.phase.index].loader += start.duration(to: loaded) / .seconds(1)
    phaseSeconds[step.phase.index].compute += loaded.duration(to: clock.now) / .seconds(1)
  }

  private func record(_ update: Trainer<Float>.Update, of step: StepPlanner.Step) {
    let rate = trainer.optimizer.rule.learningRate
    lastLoss = update.loss
    let hasDiverged =
      !update.loss.isFinite || trainer.optimizer.state.skippedInARow >= Self.skipLimit
    guard !hasDiverged else {
      divergence = Divergence(
        step: step.next.step, learningRate: rate, isLoss: !update.loss.isFinite)
      curve.close()
      return
    }
    spending[step.phase.index].add(step)
    position = step.next
    var norm: Double?
    if case .made(let gradientNorm) = update.outcome {
      norm = gradientNorm
      average?.update(with: trainer.parameters.tensors.map { UnsafeBufferPointer($0) })
    }
    curve.add(
      loss: update.loss, gradientNorm: norm, learningRate: rate, step: position.step,
      fraction: step.fraction)
    if isFinished { curve.close() }
  }

  /// The next update with its images; those after it are asked for.
  private func nextImages() throws(DataError) -> (StepPlanner.Step, BatchLoader.Images) {
    while !prefetcher.isFull {
      let position = requested.last?.next ?? position
      guard !planner.isFinished(at: position) else { break }
      let step = planner.step(at: position)
      requested.append(step)
      prefetcher.request(
        BatchLoader.Request(
          step, rows: neededRows(of: step),
          fullMagnitude: settings.augmentation.randAugment?.magnitude ?? 0))
    }
    return (requested.removeFirst(), try prefetcher.next().get())
  }

  /// The images of an update that this process has to load: those that it computes and what they are mixed
  /// with, or all where they are kept for further use.
  private func neededRows(of step: StepPlanner.Step) -> [Int] {
    let rows = step.samples.indices
    guard group != nil, step.phase.replayFactor == 1 else { return Array(rows) }
    let own = BatchGradient<Float>.images(
      imageCount: rows.count, in: phaseArchitectures[step.phase.index], of: group)
    guard settings.augmentation.mixes else { return Array(own) }
    return rows.filter { own.contains($0) || own.contains(rows.count - 1 - $0) }
  }

  /// Brings the network to the size and tokens of a phase, and the images to those that are kept of
  /// it after a checkpoint was restored.
  private func use(_ phase: CurriculumPhase, from position: TrainingPosition) throws(DataError) {
    guard phase.index != phaseIndex else { return }
    let isRestored = phaseIndex == nil && position != TrainingPosition()
    trainer.use(phaseArchitectures[phase.index])
    phaseIndex = phase.index
    let begins = !isRestored || planner.step(at: phaseStart).phase.index != phase.index
    if begins { phaseStart = position }
    replay = nil
    guard
      var replay = Replay(phase, planner: planner, seed: Seed(settings.seed).derived("replay"))
    else { return }
    var steps: [StepPlanner.Step] = []
    var past = phaseStart
    while past != position {
      steps.append(planner.step(at: past))
      past = steps[steps.count - 1].next
    }
    for step in steps.suffix(replay.batchCapacity) {
      let request = BatchLoader.Request(
        step, fullMagnitude: settings.augmentation.randAugment?.magnitude ?? 0)
      replay.keep(try loader.load(request).get())
    }
    self.replay = replay
  }

  /// Ends a part of the training. When the weights are not finite, the training cannot go on.
  ///
  /// - Returns: the points of the curve that were completed in it.
  public func endLeg() -> [LossCurve.Point] {
    legCount += 1
    if divergence == nil, !isFinite {
      divergence = Divergence(
        step: position.step, learningRate: trainer.optimizer.rule.learningRate, isLoss: true)
      curve.close()
    }
    return curve.takePoints()
  }

  /// Updates that were skipped for a gradient that was not finite.
  public var skippedCount: Int { trainer.optimizer.state.skippedCount }

  /// How well the weights, or their average where there is one, do on the test images at full size.
  ///
  /// - Parameter progress: called after each batch.
  /// - Throws: when an image cannot be read any more, or another process cannot do its part, and what
  ///   `progress` throws.
  public func evaluation(tellingProgress progress: () throws -> Void = {}) throws -> Evaluation {
    let evaluator = Evaluator(of: Network(evaluatedParameters), workers: workers, group: group)
    let images = evaluator.part(of: data.test.count)
    for first in stride(from: images.lowerBound, to: images.upperBound, by: Self.testBatchSize) {
      let range = first..<min(first + Self.testBatchSize, images.upperBound)
      evaluator.add(try loader.testBatch(range, workers: workers))
      try progress()
    }
    return try evaluator.evaluation()
  }

  static let testBatchSize = 256

  /// The weights in training.
  public var parameters: ParameterStore<Float> { trainer.parameters }

  /// The weights that count: their average where there is one.
  public var evaluatedParameters: ParameterStore<Float> {
    guard let average else { return trainer.parameters }
    let parameters = ParameterStore<Float>(architecture)
    average.write(to: parameters.tensors)
    return parameters
  }
}
