import AsViTOptimizers
import Testing

@Suite struct AdamTests {
  /// One update from zero moments: m̂ = g and v̂ = g², so p moves by η g / (|g| + ε).
  @Test func firstStepIsTheSignOfTheGradient() {
    var parameters = [[1.0, -2.0, 0.5]]
    var optimizer = Optimizer(Adam(learningRate: 0.1), updating: parameters)
    optimizer.update(&parameters, along: [[3.0, -1e-3, 0.0]])
    #expect(abs(parameters[0][0] - (1 - 0.1 * 3 / (3 + 1e-8))) < 1e-15)
    #expect(abs(parameters[0][1] - (-2 + 0.1 * 1e-3 / (1e-3 + 1e-8))) < 1e-15)
    #expect(parameters[0][2] == 0.5)
  }

  /// By hand for β₁ = ½, β₂ = ¾, gradients 2 then −1: m₂ = 0, so the second update moves nothing.
  @Test func secondStepFollowsTheMoments() {
    var parameters = [[0.0]]
    var optimizer = Optimizer(
      Adam(learningRate: 1, firstMomentum: 0.5, secondMomentum: 0.75, epsilon: 0),
      updating: parameters)
    optimizer.update(&parameters, along: [[2]])
    #expect(parameters == [[-1]])
    optimizer.update(&parameters, along: [[-1]])
    #expect(parameters == [[-1]])
    #expect(optimizer.histories[0].accumulators == [0, 1])
    #expect(optimizer.histories[0].updateCount == 2)
  }

  @Test func zeroLearningRateMovesNothingButRemembers() {
    var parameters = [[1.0]]
    var optimizer = Optimizer(Adam(learningRate: 0), updating: parameters)
    optimizer.update(&parameters, along: [[5]])
    #expect(parameters == [[1]])
    #expect(optimizer.histories[0].updateCount == 1)
    #expect(optimizer.histories[0].accumulators[0] > 0)
  }

  @Test func reachesTheOptimumOfAQuadratic() {
    let target = [3.0, -1, 0.25]
    var parameters = [[0.0, 0, 0]]
    var optimizer = Optimizer(Adam(learningRate: 0.1), updating: parameters)
    for update in 0..<2000 {
      optimizer.rule.learningRate = 0.1 / (1 + Double(update) / 100)
      optimizer.update(&parameters, along: [zip(parameters[0], target).map { $0 - $1 }])
    }
    for (value, target) in zip(parameters[0], target) { #expect(abs(value - target) < 1e-6) }
  }

  /// The example of Reddi et al., ICLR 2018, §3: the gradient is 1010 once in 101 steps, else −10,
  /// on [−1, 1]. Adam ends at the worst point, AMSGrad at the best.
  @Test(arguments: [(false, 0.9...1.0), (true, -1.0 ... -0.9)])
  func largestSecondMomentRepairsTheCounterexample(repaired: Bool, end: ClosedRange<Double>) {
    var parameters = [[0.0]]
    var optimizer = Optimizer(
      Adam(
        learningRate: 0.01, firstMomentum: 0.9, secondMomentum: 0.99,
        usesLargestSecondMoment: repaired),
      updating: parameters)
    for update in 0..<40_000 {
      optimizer.rule.learningRate = 0.5 / Double(update + 1).squareRoot()
      optimizer.update(&parameters, along: [[update % 101 == 0 ? 1010 : -10]])
      parameters[0][0] = min(1, max(-1, parameters[0][0]))
    }
    #expect(end.contains(parameters[0][0]), "ended at \(parameters[0][0])")
  }

  @Test func savedHistoryGoesOnAsIfUninterrupted() {
    let gradients: [[Float]] = (0..<6).map { [Float($0) - 2.5, 1 / Float($0 + 1)] }
    var whole: [[Float]] = [[1, 2]]
    var optimizer = Optimizer(Adam(learningRate: 0.1), updating: whole)
    var (resumed, histories) = (whole, optimizer.histories)
    for (index, gradient) in gradients.enumerated() {
      if index == 3 { (resumed, histories) = (whole, optimizer.histories) }
      optimizer.update(&whole, along: [gradient])
    }
    var restored = Optimizer(optimizer.rule, updating: resumed)
    restored.histories = histories
    for gradient in gradients[3...] { restored.update(&resumed, along: [gradient]) }
    #expect(resumed == whole)
  }

  @Test func leavesEmptyTensorsAlone() {
    var parameters: [[Float]] = [[], [1]]
    var optimizer = Optimizer(Adam(), updating: parameters)
    optimizer.update(&parameters, along: [[], [1]])
    #expect(parameters[0].isEmpty && parameters[1][0] < 1)
  }
}
