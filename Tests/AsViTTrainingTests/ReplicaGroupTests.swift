import AsViTArchitecture
import AsViTAugmentation
import AsViTCurriculum
import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers
import AsViTTraining
import Testing

struct ReplicaGroupTests {
  @Test(arguments: [(8, 3), (8, 5), (2, 3), (0, 2), (4, 4), (1, 6)])
  func `parts follow on each other and the first ones have what there is`(
    count: Int, size: Int
  ) {
    let parts = ThreadReplicas.run(size: size) { $0.part(of: count) }
    #expect(parts.flatMap { Array($0) } == Array(0..<count))
    #expect(parts[0].isEmpty == (count == 0))
    #expect((parts.map(\.count).max() ?? 0) - (parts.map(\.count).min() ?? 0) <= 1)
  }

  /// The weights and losses after some updates, of each process.
  private func outcomes(
    _ kind: OptimizerKind, batchSize: Int, processCount: Int
  ) -> [Outcome] {
    let batches = (0..<2).map {
      randomBatch(
        imageCount: batchSize, side: 16, classCount: 4, seed: UInt64($0), as: Float.self)
    }
    @Sendable func train(_ group: (any ReplicaGroup)?) throws -> Outcome {
      let workers = Workers(count: group.map { $0.rank % 2 + 1 } ?? 3)
      let architecture = try TinyTraining.family.architecture(for: TinyTraining.genotype)
      let store = ParameterStore<Float>(architecture, seed: Seed(4), workers: workers)
      let trainer = Trainer<Float>(
        of: store, rule: kind.rule(learningRate: kind.learningRate, weightDecay: 0.05),
        clipping: .norm(1), regularisation: Regularisation(dropPath: 0.2, dropout: 0.1),
        workers: workers, group: group)
      let rate = kind.batchScaling.scaled(kind.learningRate, from: 64, to: batchSize)
      let losses = try batches.enumerated().map { step, batch in
        try trainer.update(
          on: batch, following: ConstantRate(rate), at: 0, seed: Seed(UInt64(step))
        ).loss
      }
      return Outcome(losses: losses, weights: Array(store.storage))
    }
    guard processCount > 1 else { return [try? train(nil)].compactMap { $0 } }
    return ThreadReplicas.run(size: processCount) { try train($0) }
  }

  private struct Outcome: Equatable {
    let losses: [Double]
    let weights: [Float]
  }

  /// Eight shards each, of one pass and of two. The release build trains at 8 and 32 times the usual batch
  /// in `Scripts/check-ranks`.
  @Test(arguments: [(OptimizerKind.lars, 512, 8), (.lamb, 1032, 3)])
  func `large batches train to the same bits on any number of processes`(
    kind: OptimizerKind, batchSize: Int, processCount: Int
  ) throws {
    let alone = try #require(outcomes(kind, batchSize: batchSize, processCount: 1).first)
    #expect(alone.losses.allSatisfy { $0.isFinite } && alone.losses[0] != alone.losses[1])
    let together = outcomes(kind, batchSize: batchSize, processCount: processCount)
    // Told apart before, as the weights would be printed.
    let isSame = together == Array(repeating: alone, count: processCount)
    #expect(isSame)
  }

  /// Batches of eight shards, and smaller ones of four or two, of which some processes have none.
  @Test(arguments: [
    (Curriculum.none, false), (.none, true), (.efficientTrainPlusPlus, true), (.combined, true),
  ])
  func `a training comes to the same bits on any number of processes`(
    curriculum: Curriculum, mixes: Bool
  ) throws {
    let settings = TinyTraining.settings(budget: .epochs(2)) {
      $0.batchSize = 32
      $0.augmentation.mixupAlpha = mixes ? 0.2 : 0
      $0.augmentation.erasingProbability = 0.5
      $0.curriculum = CurriculumSettings(curriculum, replays: mixes, leastGridSide: 1)
    }
    let tiny = try TinyTraining()
    var family = TinyTraining.family
    family.imageSide = 64
    let (data, large) = (tiny.data, family)
    @Sendable func train(_ group: (any ReplicaGroup)?) throws -> Outcome {
      let plan = try CurriculumPlan(settings.curriculum, for: TinyTraining.genotype, in: large)
      let training = try CandidateTraining(
        of: TinyTraining.genotype, in: large, on: data, plan: plan,
        totalMACs: 2 * 90 * Double(plan.fullMACsPerSample), settings: settings,
        workers: Workers(count: 1), group: group)
      try training.run()
      let evaluation = try training.evaluation()
      let losses = training.endLeg().map(\.loss) + [evaluation.loss ?? .nan]
      return Outcome(
        losses: losses + evaluation.confusion.joined().map { Double($0) }, weights: training.weights
      )
    }
    let alone = try train(nil)
    #expect(alone.losses.allSatisfy { $0.isFinite })
    for processCount in [2, 5] {
      let together = ThreadReplicas.run(size: processCount) { try train($0) }
      // Told apart before, as the weights would be printed.
      let isSame = together == Array(repeating: alone, count: processCount)
      #expect(isSame, "\(processCount) processes")
    }
  }
}
