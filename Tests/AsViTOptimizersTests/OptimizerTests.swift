import AsViTNumerics
import AsViTOptimizers
import Testing

/// What stands around the rule: groups, clipping, saved states.
@Suite struct OptimizerTests {
  @Test(arguments: [
    ("blocks.0.mlp.fc1.weight", [64, 32], ParameterGroup.weights),
    ("blocks.0.mlp.fc1.bias", [64], .exempt),
    ("norm.weight", [32], .exempt),
    ("stem.bias", [4, 4], .exempt),
    ("pos_embed", [1, 197, 32], .exempt),
    ("stage.absolute_pos_embed", [196, 32], .exempt),
    ("cls_token", [1, 1, 32], .exempt),
    ("my_cls_token_projection", [8, 8], .weights),
  ])
  func `usual groups exempt biases and norms from decay`(
    name: String, shape: [Int], expected: ParameterGroup
  ) {
    #expect(ParameterGroup.usual(forTensorNamed: name, shape: shape) == expected)
  }

  @Test func `groups scale the rate and exempt from decay`() {
    var parameters = [[2.0], [2.0], [2.0]]
    var optimizer = Optimizer(
      SGD(learningRate: 0.1, weightDecay: 0.5), updating: parameters,
      groups: [.weights, .exempt, ParameterGroup(learningRateScale: 0.5)])
    optimizer.update(&parameters, along: [[1], [1], [1]])
    #expect(parameters == [[1.8], [1.9], [1.9]])
  }

  @Test func `exempt tensors are not adapted`() {
    var parameters = [[3.0, 4], [3, 4]]
    var optimizer = Optimizer(
      LARS(learningRate: 1, momentum: 0, weightDecay: 0, trustCoefficient: 0.1),
      updating: parameters, groups: [.weights, .exempt])
    optimizer.update(&parameters, along: [[0, 2], [0, 2]])
    #expect(parameters == [[3, 3.5], [3, 2]])
  }

  @Test func `clips values`() {
    var parameters = [[0.0, 0, 0], [0]]
    var optimizer = Optimizer(
      SGD(learningRate: 1), updating: parameters, clipping: .value(0.5))
    let outcome = optimizer.update(&parameters, along: [[0.25, -3, 0.5], [4]])
    #expect(parameters == [[-0.25, 0.5, -0.5], [-0.5]])
    let norm = (0.0625 + 9 + 0.25 + 16).squareRoot()
    #expect(outcome == .made(gradientNorm: norm))
  }

  @Test func `huge limits are the identity`() {
    let gradients: [[Float]] = [noise(20, seed: 1), noise(3, seed: 2)]
    let start: [[Float]] = [noise(20, seed: 3), noise(3, seed: 4)]
    let clippings: [GradientClipping?] = [
      nil, .norm(1e9), .norm(1e9, of: .largest), .value(1e9),
    ]
    let results = clippings.map { clipping in
      var parameters = start
      var optimizer = Optimizer(AdamW(), updating: parameters, clipping: clipping)
      for _ in 0..<3 { optimizer.update(&parameters, along: gradients) }
      return parameters
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  /// A gradient of 10³⁰ has an infinite square in Float, but clipped it is harmless.
  @Test func `clipping saves a huge gradient`() {
    var parameters: [[Float]] = [[1, 1]]
    var optimizer = Optimizer(
      AdamW(learningRate: 0.1, weightDecay: 0), updating: parameters, clipping: .norm(1))
    #expect(optimizer.update(&parameters, along: [[1e30, 0]]) != .skipped)
    #expect(abs(parameters[0][0] - 0.9) < 1e-6 && parameters[0][1] == 1)
    #expect(optimizer.state.accumulators.allSatisfy { $0.isFinite })
  }

  @Test func `restore refuses states of other models`() {
    var optimizer = Optimizer<Float>(AdamW(), counts: [2, 3])
    let other = Optimizer<Float>(AdamW(), counts: [5]).state
    #expect(throws: OptimizerError.tensorCount(saved: 1, expected: 2)) {
      try optimizer.restore(other)
    }
    let otherRule = Optimizer<Float>(Adan(), counts: [2, 3]).state
    #expect(throws: OptimizerError.accumulatedValues(saved: 20, expected: 10)) {
      try optimizer.restore(otherRule)
    }
    var spoilt = optimizer.state
    spoilt.accumulators[7] = .nan
    #expect(throws: OptimizerError.notFinite(index: 7)) { try optimizer.restore(spoilt) }
    #expect(optimizer.state.accumulators.allSatisfy { $0 == 0 })
  }

  @Test(arguments: [
    (OptimizerError.tensorCount(saved: 1, expected: 2), "1 tensors, the optimizer of 2"),
    (.accumulatedValues(saved: 20, expected: 10), "20 accumulated values, the optimizer needs 10"),
    (.averagedValues(saved: 3, expected: 4), "3 weights, the model has 4"),
    (.notFinite(index: 7), "value 7 is not finite; restore an earlier checkpoint"),
  ])
  func `errors name the value and the way out`(error: OptimizerError, part: String) {
    #expect(error.description.contains(part))
    #expect(error.description.contains("; restore"))
  }

  @Test func `restarts are before their updates`() {
    func updates(_ restarts: Restarts) -> [Int] { (0..<10).filter(restarts.occur) }
    #expect(updates(.never) == [])
    #expect(updates(.before(updates: [0, 7])) == [0, 7])
    #expect(updates(.every(4)) == [4, 8])
  }
}
