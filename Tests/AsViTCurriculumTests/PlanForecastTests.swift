import AsViTArchitecture
import Testing

@testable import AsViTCurriculum

@Suite struct PlanForecastTests {
  private let sampleCount = 1000
  private let batchSize = 48

  private func plan(_ settings: CurriculumSettings) throws -> CurriculumPlan {
    try CurriculumPlan(settings, for: Genotype(Network.small), in: Network.smallFamily)
  }

  /// A training's loop without the training.
  private func run(_ plan: CurriculumPlan, computation: Double) -> [PhaseForecast] {
    var steps = plan.phases.map { _ in 0 }
    var spent = 0
    while Double(spent) / computation < 1 {
      let phase = plan.phase(atFraction: Double(spent) / computation)
      steps[phase.index] += 1
      spent += batchSize * phase.batchMultiplier * phase.macsPerSample
    }
    return zip(steps, plan.phases).map { steps, phase in
      let samples = steps * batchSize * phase.batchMultiplier
      return PhaseForecast(
        stepCount: steps, sampleCount: samples, macs: samples * phase.macsPerSample)
    }
  }

  @Test(arguments: [
    CurriculumSettings(.none), CurriculumSettings(.efficientTrain),
    CurriculumSettings(.efficientTrainPlusPlus, leastGridSide: 1),
    CurriculumSettings(.retokenize, shares: .epochs),
    CurriculumSettings(.combined, replays: true, largestBatchMultiplier: 4, leastGridSide: 1),
  ])
  func `a forecast is what a loop does`(settings: CurriculumSettings) throws {
    let plan = try plan(settings)
    for epochs in [0.01, 0.7, 3, 11.3] {
      let total = epochs * Double(sampleCount * plan.fullMACsPerSample)
      #expect(
        plan.forecast(computation: total, batchSize: batchSize) == run(plan, computation: total))
    }
  }

  @Test func `a training goes over its computation by less than a step`() throws {
    let plan = try plan(CurriculumSettings(.efficientTrainPlusPlus, leastGridSide: 1))
    let total = 20 * Double(sampleCount * plan.fullMACsPerSample)
    let forecast = plan.forecast(computation: total, batchSize: batchSize)
    let spent = Double(forecast.reduce(0) { $0 + $1.macs })
    #expect(spent >= total)
    #expect(spent < total + Double(batchSize * plan.fullMACsPerSample))
    // Ten phases of equal computation: the cheap ones see more samples.
    for phase in forecast { #expect(abs(Double(phase.macs) * 10 / total - 1) < 0.05) }
    #expect(forecast[0].sampleCount > 4 * forecast[9].sampleCount)
  }
}
