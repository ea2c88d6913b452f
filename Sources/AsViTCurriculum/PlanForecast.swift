/// What a training of a plan will do in a phase when every batch is full.
public struct PhaseForecast: Hashable, Sendable {
  public let stepCount: Int
  public let sampleCount: Int
  /// Multiply-accumulates forward.
  public let macs: Int
}

extension CurriculumPlan {
  /// The steps of every phase: each starts while f is below the phase's end.
  ///
  /// - Parameters:
  ///   - computation: multiply-accumulates forward of the whole training.
  ///   - batchSize: of phases whose batch multiplier is 1.
  public func forecast(computation: Double, batchSize: Int) -> [PhaseForecast] {
    precondition(batchSize > 0, "batch size \(batchSize)")
    var spent = 0
    return phases.map { phase in
      let batch = batchSize * phase.batchMultiplier
      let cost = batch * phase.macsPerSample
      func isOver(_ steps: Int) -> Bool {
        Double(spent + steps * cost) / computation >= phase.end
      }
      var steps = max(0, Int((phase.end * computation - Double(spent)) / Double(cost)))
      while steps > 0, isOver(steps - 1) { steps -= 1 }
      while !isOver(steps) { steps += 1 }
      spent += steps * cost
      return PhaseForecast(stepCount: steps, sampleCount: steps * batch, macs: steps * cost)
    }
  }
}
