import AsViTNumerics
import AsViTOptimizers
import Testing

/// What holds for every update rule.
@Suite struct UpdateRuleLawTests {
  /// ½ Σ cᵢ (pᵢ − targetᵢ)² over two tensors, with a rate that falls to zero.
  @Test(arguments: RuleCase.all)
  func `reaches the optimum of a quadratic`(example: RuleCase) {
    let target = [[3.0, -1, 0.25], [-0.5, 2]]
    let curvature = [[1.0, 0.3, 2], [0.5, 1.5]]
    var parameters = [[1.0, 1, 1], [1, 1]]
    var optimizer = Optimizer(example.rule, updating: parameters)
    let schedule = CosineDecay(peak: example.rule.learningRate, length: 4000)
    for update in 0..<4000 {
      optimizer.rule.follow(schedule, at: Double(update))
      let gradients = zip(parameters, zip(target, curvature)).map { values, problem in
        zip(values, zip(problem.0, problem.1)).map { ($0 - $1.0) * $1.1 }
      }
      optimizer.update(&parameters, along: gradients)
    }
    for (value, target) in zip(parameters.joined(), target.joined()) {
      #expect(abs(value - target) < 1e-4)
    }
  }

  @Test(arguments: RuleCase.all)
  func `zero gradient without decay moves nothing`(example: RuleCase) {
    let start: [[Float]] = [noise(37, seed: 1), noise(5, seed: 2), [0, 0]]
    var parameters = start
    var optimizer = Optimizer(example.rule, updating: parameters)
    for _ in 0..<3 {
      optimizer.update(&parameters, along: start.map { $0.map { _ in 0 } })
    }
    #expect(parameters == start)
    #expect(optimizer.state.updateCounts == [3, 3, 3])
  }

  /// With decay and after other updates.
  @Test(arguments: RuleCase.all)
  func `zero rate moves nothing but remembers`(example: RuleCase) {
    var parameters: [[Float]] = [noise(37, seed: 1), noise(5, seed: 2)]
    var optimizer = Optimizer(example.decayed, updating: parameters)
    let gradients: [[Float]] = [noise(37, seed: 3), noise(5, seed: 4)]
    optimizer.update(&parameters, along: gradients)
    let (before, accumulators) = (parameters, optimizer.state.accumulators)
    optimizer.rule.learningRate = 0
    optimizer.update(&parameters, along: gradients.map { $0.map { 2 * $0 } })
    #expect(parameters == before)
    #expect(optimizer.state.updateCounts == [2, 2])
    #expect(optimizer.state.accumulators != accumulators)
  }

  @Test(arguments: RuleCase.all)
  func `resume equals run through`(example: RuleCase) throws {
    var parameters: [[Float]] = [noise(37, seed: 1), noise(5, seed: 2)]
    var optimizer = Optimizer(example.decayed, updating: parameters)
    let gradients: [[[Float]]] = (0..<8).map {
      [noise(37, seed: 10 + $0), noise(5, seed: 20 + $0)]
    }
    for gradient in gradients[..<4] { optimizer.update(&parameters, along: gradient) }

    var resumed = parameters
    var restored = Optimizer(example.decayed, updating: resumed)
    try restored.restore(optimizer.state)
    for gradient in gradients[4...] {
      optimizer.update(&parameters, along: gradient)
      restored.update(&resumed, along: gradient)
    }
    #expect(resumed == parameters)
    #expect(restored.state == optimizer.state)
  }

  /// A skipped update leaves no trace but the counts: later updates are as if it had not been.
  @Test(arguments: RuleCase.all, [Float.nan, .infinity, -.infinity, 1e30])
  func `refuses gradients that are not finite`(example: RuleCase, bad: Float) {
    let start: [[Float]] = [noise(37, seed: 1), noise(5, seed: 2)]
    var (parameters, undisturbed) = (start, start)
    var optimizer = Optimizer(example.decayed, updating: start)
    var reference = optimizer
    for update in 0..<6 {
      let gradient: [[Float]] = [
        noise(37, seed: 10 + UInt64(update)), noise(5, seed: 20 + UInt64(update)),
      ]
      if update == 0 || update == 3 {
        var spoilt = gradient
        spoilt[1][4] = bad
        let state = optimizer.state.accumulators
        #expect(optimizer.update(&parameters, along: spoilt) == .skipped)
        #expect(optimizer.update(&parameters, along: spoilt) == .skipped)
        #expect(optimizer.state.skippedInARow == 2)
        #expect(optimizer.state.accumulators == state)
      }
      #expect(optimizer.update(&parameters, along: gradient) != .skipped)
      reference.update(&undisturbed, along: gradient)
      #expect(optimizer.state.skippedInARow == 0)
    }
    #expect(parameters == undisturbed)
    #expect(optimizer.state.accumulators == reference.state.accumulators)
    #expect(optimizer.state.updateCounts == [6, 6])
    #expect(optimizer.state.skippedCount == 4)
  }

  /// Tensors of several pieces, one of them of an odd size.
  @Test(arguments: RuleCase.all)
  func `thread count does not matter`(example: RuleCase) {
    let start: [[Float]] = [noise(70_001, seed: 1), noise(9, seed: 2), noise(16_384, seed: 3)]
    let results = [1, 2, 5].map { count in
      var parameters = start
      var optimizer = Optimizer(
        example.decayed, updating: start, clipping: .norm(1), workers: Workers(count: count))
      for update in 0..<3 {
        optimizer.update(
          &parameters, along: start.map { noise($0.count, seed: 40 + UInt64(update)) })
      }
      return (parameters, optimizer.state)
    }
    for result in results[1...] {
      #expect(result.0 == results[0].0)
      #expect(result.1 == results[0].1)
    }
    #expect(results[0].0 != start)
  }

  /// Slices of a tensor get what the whole gets: a tensor of many pieces moves like a short one
  /// with the same values, for rules that see each parameter alone.
  @Test(arguments: RuleCase.all.filter { !$0.rule.isLayerwise })
  func `parameters are independent`(example: RuleCase) {
    var parameters: [[Double]] = [noise(40_000, seed: 1)]
    var few = [Array(parameters[0].suffix(3))]
    var (optimizer, short) = (
      Optimizer(example.decayed, updating: parameters), Optimizer(example.decayed, updating: few)
    )
    for update in 0..<3 {
      let gradient: [Double] = noise(40_000, seed: 50 + UInt64(update))
      optimizer.update(&parameters, along: [gradient])
      short.update(&few, along: [Array(gradient.suffix(3))])
    }
    #expect(Array(parameters[0].suffix(3)) == few[0])
  }

  /// A tensor without a gradient stays, and starts its corrections with its first one.
  @Test(arguments: RuleCase.all)
  func `late tensor starts afresh`(example: RuleCase) {
    var (early, late): ([Double], [Double]) = (noise(6, seed: 1), noise(4, seed: 2))
    let start = late
    let gradient: [Double] = noise(6, seed: 3)
    let lateGradient = Array(gradient.prefix(4))
    var optimizer = Optimizer<Double>(example.decayed, counts: [6, 4])
    early.withUnsafeMutableBufferPointer { early in
      late.withUnsafeMutableBufferPointer { late in
        gradient.withUnsafeBufferPointer { gradient in
          let views = [
            TensorView(parameters: early, gradient: gradient),
            TensorView(parameters: late, gradient: nil),
          ]
          for _ in 0..<5 { optimizer.update(views) }
          #expect(Array(late) == start)
          #expect(optimizer.state.updateCounts == [5, 0])
          let first = UnsafeBufferPointer(rebasing: gradient[..<4])
          optimizer.update([views[0], TensorView(parameters: late, gradient: first)])
        }
      }
    }
    var alone = [start]
    var fresh = Optimizer(example.decayed, updating: alone)
    fresh.update(&alone, along: [lateGradient])
    #expect(late == alone[0])
    #expect(optimizer.state.updateCounts == [6, 1])
  }

  @Test(arguments: RuleCase.all)
  func `empty tensors are left alone`(example: RuleCase) {
    var parameters: [[Float]] = [[], [1, 2], []]
    var optimizer = Optimizer(example.rule, updating: parameters)
    optimizer.update(&parameters, along: [[], [1, 1], []])
    #expect(parameters[0].isEmpty && parameters[2].isEmpty && parameters[1][0] < 1)
    var nothing: [[Float]] = []
    var idle = Optimizer(example.rule, updating: nothing)
    #expect(idle.update(&nothing, along: []) == .made(gradientNorm: 0))
  }
}
