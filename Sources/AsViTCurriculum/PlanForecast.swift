/// What a training of a plan will do in a stage when every batch is full.
public struct StageForecast: Hashable, Sendable {
  public let stepCount: Int
  public let sampleCount: Int
  /// Multiply-accumulates forward.
  public let macs: Int

  public init(stepCount: Int, sampleCount: Int, macs: Int) {
    self.stepCount = stepCount
    self.sampleCount = sampleCount
    self.macs = macs
  }
}

extension CurriculumPlan {
  /// The steps of every stage: each starts while f is below the stage's end.
  ///
  /// - Parameters:
  ///   - computation: multiply-accumulates forward of the whole training.
  ///   - batchSize: of stages whose batch multiplier is 1.
  public func forecast(computation: Double, batchSize: Int) -> [StageForecast] {
    precondition(batchSize > 0, "batch size \(batchSize)")
    var spent = 0
    return stages.map { stage in
      let batch = batchSize * stage.batchMultiplier
      let cost = batch * stage.macsPerSample
      func isOver(_ steps: Int) -> Bool {
        Double(spent + steps * cost) / computation >= stage.end
      }
      var steps = max(0, Int((stage.end * computation - Double(spent)) / Double(cost)))
      while steps > 0, isOver(steps - 1) { steps -= 1 }
      while !isOver(steps) { steps += 1 }
      spent += steps * cost
      return StageForecast(
        stepCount: steps, sampleCount: steps * batch, macs: steps * cost)
    }
  }
}
