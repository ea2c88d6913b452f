import AsViTArchitecture
import AsViTCurriculum
import Testing

@Suite struct AccountingTests {
  private let settings = CurriculumSettings(.efficientTrainPlusPlus, leastGridSide: 1)
  private let sampleCount = 1000
  private let batchSize = 48

  private func plan(_ settings: CurriculumSettings) throws -> CurriculumPlan {
    try CurriculumPlan(settings, for: Genotype(Network.small), in: Network.smallFamily)
  }

  /// A training's loop without the training.
  private func run(_ plan: CurriculumPlan, epochs: Double) -> Accounting {
    let total = epochs * Double(sampleCount * plan.fullMACsPerSample)
    var accounting = Accounting(stageCount: plan.stages.count)
    var spent = 0
    while Double(spent) / total < 1 {
      let stage = plan.stage(atFraction: Double(spent) / total)
      let batch = batchSize * stage.batchMultiplier
      accounting.addStep(
        in: stage, sampleCount: batch, loadedSampleCount: batch / stage.replayFactor,
        seconds: Accounting.Seconds(loading: 0.25, computing: Double(stage.index)))
      spent += batch * stage.macsPerSample
    }
    return accounting
  }

  @Test(arguments: [
    CurriculumSettings(.none), CurriculumSettings(.efficientTrain),
    CurriculumSettings(.efficientTrainPlusPlus, leastGridSide: 1),
    CurriculumSettings(.retokenize, shares: .epochs),
    CurriculumSettings(.combined, replays: true, largestBatchMultiplier: 4, leastGridSide: 1),
  ])
  func `a forecast is what the loop does`(settings: CurriculumSettings) throws {
    let plan = try plan(settings)
    for epochs in [0.7, 3, 11.3] {
      let accounting = run(plan, epochs: epochs)
      let total = epochs * Double(sampleCount * plan.fullMACsPerSample)
      let forecast = plan.forecast(computation: total, batchSize: batchSize)
      #expect(forecast.map(\.stepCount) == accounting.work.map(\.stepCount))
      #expect(forecast.map(\.sampleCount) == accounting.work.map(\.sampleCount))
      #expect(forecast.map(\.macs) == accounting.work.map(\.forwardMACs))
    }
  }

  @Test func `a short training leaves stages out`() throws {
    let plan = try plan(settings)
    let forecast = plan.forecast(
      computation: 3.5 * Double(batchSize * plan.fullMACsPerSample), batchSize: batchSize)
    #expect(forecast.contains { $0.stepCount == 0 })
    #expect(forecast.reduce(0) { $0 + $1.stepCount } >= 4)
  }

  @Test func `all measures add up`() throws {
    let plan = try plan(CurriculumSettings(.combined, replays: true, leastGridSide: 1))
    let accounting = run(plan, epochs: 10)
    let total = accounting.totalWork
    #expect(total.stepCount == accounting.work.map(\.stepCount).reduce(0, +))
    #expect(total.sampleCount == batchSize * total.stepCount)
    #expect(total.sampleCount == accounting.work.map(\.sampleCount).reduce(0, +))
    #expect(total.loadedSampleCount == accounting.work.map(\.loadedSampleCount).reduce(0, +))
    #expect(total.loadedSampleCount < total.sampleCount)
    let macs = zip(plan.stages, accounting.work).map { $0.macsPerSample * $1.sampleCount }
    #expect(accounting.work.map(\.forwardMACs) == macs)
    #expect(total.forwardMACs == macs.reduce(0, +))
    #expect(total.trainingMACs == 3 * Double(total.forwardMACs))
    #expect(accounting.totalSeconds.loading == 0.25 * Double(total.stepCount))
    #expect(
      accounting.totalSeconds.computing
        == zip(plan.stages, accounting.work).reduce(0) {
          $0 + Double($1.0.index * $1.1.stepCount)
        })
    // The last step may go over the ten epochs by less than a batch.
    let epochs = total.equivalentEpochs(of: plan, sampleCount: sampleCount)
    #expect(epochs >= 10 && epochs < 10 + Double(batchSize) / Double(sampleCount))
    let parts = accounting.work.map { $0.equivalentEpochs(of: plan, sampleCount: sampleCount) }
    #expect(abs(parts.reduce(0, +) - epochs) < 1e-12)
  }

  @Test func `cheap stages see more samples`() throws {
    let plan = try plan(settings)
    let work = run(plan, epochs: 20).work
    #expect(work[0].sampleCount > 4 * work[9].sampleCount)
    // Ten stages of equal computation.
    for stage in work {
      #expect(abs(Double(stage.forwardMACs) / Double(work[9].forwardMACs) - 1) < 0.05)
    }
  }
}
