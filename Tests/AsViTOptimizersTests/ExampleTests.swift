import AsViTOptimizers
import Testing

/// How the library is used on its own.
@Suite struct ExampleTests {
  /// A line is fitted to eight points: y = 3x − 1.
  @Test func `a line is fitted`() throws {
    let x: [Double] = [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2]
    let y = x.map { 3 * $0 - 1 }

    // A model is a list of tensors. Biases are exempt from weight decay.
    var parameters: [[Double]] = [[0], [0]]
    let groups = [
      ParameterGroup.usual(forTensorNamed: "line.weight", shape: [1, 1]),
      ParameterGroup.usual(forTensorNamed: "line.bias", shape: [1]),
    ]

    // A rule knows hyper-parameters; the optimizer remembers moments and counts.
    var optimizer = Optimizer(
      AdamW(weightDecay: 1e-4), updating: parameters, groups: groups, clipping: .norm(10))

    // A schedule is a function of time; here time is the fraction of the budget.
    let schedule = Warmup(CosineDecay(peak: 0.3, length: 0.9), length: 0.1)

    // The batch comes in two halves, whose gradients are weighted by their samples.
    var accumulator = GradientAccumulator<Double>(counts: [1, 1])
    var average = WeightAverage(of: parameters, decay: 0.9, start: .initialWeights)

    let updateCount = 400
    for update in 0..<updateCount {
      for part in [0..<5, 5..<8] {
        let errors = part.map { parameters[0][0] * x[$0] + parameters[1][0] - y[$0] }
        let weightGradient = zip(errors, part).reduce(0) { $0 + 2 * $1.0 * x[$1.1] }
        let biasGradient = errors.reduce(0) { $0 + 2 * $1 }
        let count = Double(part.count)
        accumulator.add(
          [[weightGradient / count], [biasGradient / count]], sampleCount: part.count)
      }
      optimizer.rule.follow(schedule, at: Double(update) / Double(updateCount))

      // An update whose gradient is not finite is skipped whole, and averages do not see it.
      switch optimizer.update(&parameters, along: accumulator.takeMean()) {
      case .made: average.update(with: parameters)
      case .skipped: try #require(optimizer.state.skippedInARow < 5, "the run has diverged")
      }
    }

    #expect(abs(parameters[0][0] - 3) < 1e-2 && abs(parameters[1][0] + 1) < 1e-2)
    #expect(abs(average.tensors[0][0] - 3) < 1e-2)

    // A checkpoint holds the parameters and the state; what follows is as if uninterrupted.
    let saved = optimizer.state
    var resumed = Optimizer(optimizer.rule, updating: parameters, groups: groups)
    try resumed.restore(saved)
    #expect(resumed.state == saved)
  }
}
