import AsViTNumerics
import AsViTOptimizers
import Testing

/// What tells AdamW from Adam with L2: how decay depends on the size of gradients.
@Suite struct DecayMechanismTests {
  /// Three weights at 1, 2,000 zero-mean gradients of size 0.01, 1 and 100, rate 1e-3, decay 0.1. The
  /// expected changes by decay are those of torch.
  @Test(arguments: [
    (RuleCase(name: "Adam", rule: Adam()), [-0.97105, -0.29343, -0.0035387]),
    (RuleCase(name: "AdamW", rule: AdamW()), [-0.17656, -0.18032, -0.18816]),
  ])
  func `decay depends on the gradient with L2 alone`(example: RuleCase, expected: [Double]) {
    let ends = [0, 0.1].map { decay in
      var rule = example.rule
      rule.weightDecay = decay
      var generator = SplitMix64(seed: Seed(5))
      var weights = [[1.0, 1, 1]]
      var optimizer = Optimizer(rule, updating: weights)
      for _ in 0..<2000 {
        optimizer.update(
          &weights, along: [[0.01, 1, 100].map { $0 * (2 * generator.uniform() - 1) }])
      }
      return weights[0]
    }
    for (index, expected) in expected.enumerated() {
      #expect(abs(ends[1][index] - ends[0][index] - expected) < 1e-5)
    }
  }

  /// The example of Reddi et al., ICLR 2018, §3: the gradient is 1010 once in 101 steps, else −10,
  /// on [−1, 1]. Adam ends at the worst point, AMSGrad at the best.
  @Test(arguments: [(false, 0.99...1.0), (true, -1.0 ... -0.99)])
  func `AMSGrad repairs the counterexample`(usesAMSGrad: Bool, end: ClosedRange<Double>) {
    var parameters = [[0.0]]
    var optimizer = Optimizer(
      Adam(squareMomentum: 0.99, usesAMSGrad: usesAMSGrad), updating: parameters)
    for update in 0..<200_000 {
      optimizer.rule.learningRate = 0.5 / Double(update + 1).squareRoot()
      optimizer.update(&parameters, along: [[update % 101 == 0 ? 1010 : -10]])
      parameters[0][0] = min(1, max(-1, parameters[0][0]))
    }
    #expect(end.contains(parameters[0][0]), "ended at \(parameters[0][0])")
  }
}
