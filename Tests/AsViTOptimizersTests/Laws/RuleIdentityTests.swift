import AsViTNumerics
import AsViTOptimizers
import Testing

/// Rules that agree with one another, and what follows from their equations.
@Suite struct RuleIdentityTests {
  /// The trajectory of a rule along given gradients.
  private func path(
    _ rule: any UpdateRule, from start: [Double], along gradients: [[Double]]
  ) -> [[Double]] {
    var parameters = [start]
    var optimizer = Optimizer(rule, updating: parameters)
    return gradients.map { gradient in
      optimizer.update(&parameters, along: [gradient])
      return parameters[0]
    }
  }

  private let start: [Double] = noise(11, seed: 1)
  private let gradients: [[Double]] = (0..<12).map { noise(11, seed: 10 + $0) }

  @Test(arguments: [false, true])
  func `decay forms agree without decay`(usesAMSGrad: Bool) {
    #expect(
      path(Adam(usesAMSGrad: usesAMSGrad), from: start, along: gradients)
        == path(AdamW(weightDecay: 0, usesAMSGrad: usesAMSGrad), from: start, along: gradients))
  }

  @Test func `largest square is the square while gradients grow`() {
    let growing = gradients.indices.map { index in start.map { $0 * Double(index + 1) } }
    let plain = Adam(squareMomentum: 0.5)
    let amsgrad = Adam(squareMomentum: 0.5, usesAMSGrad: true)
    #expect(
      path(amsgrad, from: start, along: growing) == path(plain, from: start, along: growing))
    let shrinking = Array(growing.reversed())
    #expect(
      path(amsgrad, from: start, along: shrinking) != path(plain, from: start, along: shrinking))
  }

  @Test func `look ahead without momentum is plain descent`() {
    #expect(
      path(SGD(learningRate: 0.1, isNesterov: true), from: start, along: gradients)
        == path(SGD(learningRate: 0.1), from: start, along: gradients))
  }

  @Test func `first step of descent is the gradient`() {
    let gradient = gradients[0]
    let plain = path(SGD(learningRate: 0.1, momentum: 0.9), from: start, along: [gradient])[0]
    let ahead = path(
      SGD(learningRate: 0.1, momentum: 0.9, isNesterov: true), from: start, along: [gradient])[0]
    for (index, g) in gradient.enumerated() {
      #expect(abs(start[index] - plain[index] - 0.1 * g) < 1e-15)
      #expect(abs(start[index] - ahead[index] - 0.19 * g) < 1e-15)
    }
  }

  @Test(arguments: [
    RuleCase(name: "Adam", rule: Adam(learningRate: 0.1)),
    RuleCase(name: "AdamW", rule: AdamW(learningRate: 0.1, weightDecay: 0)),
    RuleCase(name: "Adan", rule: Adan(learningRate: 0.1, weightDecay: 0)),
  ])
  func `first step of adaptive rules is the sign`(example: RuleCase) {
    let gradient = [3.0, -1e-3, 0, -400]
    let end = path(example.rule, from: [1, 1, 1, 1], along: [gradient])[0]
    for (value, sign) in zip(end, [1.0, -1, 0, -1]) {
      #expect(abs(value - (1 - 0.1 * sign)) < 2e-6)
    }
  }

  /// Adan sees no difference between gradients.
  @Test func `constant gradient makes Adan Adam`() {
    let constant = gradients.map { _ in gradients[0] }
    let adan = path(Adan(weightDecay: 0), from: start, along: constant)
    let adam = path(Adam(momentum: 0.98, squareMomentum: 0.99), from: start, along: constant)
    for (a, b) in zip(adan.joined(), adam.joined()) { #expect(abs(a - b) < 1e-14) }
  }

  /// prox − no prox = (a²p + a·step) / (1 + a) with a = ηλ, after one update from p.
  @Test func `decay forms of Adan differ as they should`() {
    let (rate, decay) = (0.1, 0.5)
    let a = rate * decay
    let prox = path(
      Adan(learningRate: rate, weightDecay: decay), from: start, along: [gradients[0]])[0]
    let product = path(
      Adan(learningRate: rate, weightDecay: decay, isProximal: false), from: start,
      along: [gradients[0]])[0]
    for index in start.indices {
      let step = start[index] * (1 - a) - product[index]
      let expected = (a * a * start[index] + a * step) / (1 + a)
      #expect(abs(prox[index] - product[index] - expected) < 1e-15)
    }
  }

  @Test func `restart begins Adan afresh`() {
    var parameters = [start]
    var optimizer = Optimizer(Adan(learningRate: 0.1, weightDecay: 0), updating: parameters)
    for gradient in gradients { optimizer.update(&parameters, along: [gradient]) }
    let before = parameters[0]
    optimizer.restart()
    optimizer.update(&parameters, along: [gradients[0]])
    for (index, g) in gradients[0].enumerated() {
      let step = before[index] - parameters[0][index]
      #expect(abs(step - (g < 0 ? -0.1 : 0.1)) < 1e-6)
    }
    #expect(optimizer.state.updateCounts == [1])
  }

  /// Dead weights shrink by the rate at each update, whatever the decay is.
  @Test(arguments: [0.01, 0.1, 1])
  func `LAMB shrinks dead weights by the rate`(decay: Double) {
    let zeros = gradients.map { $0.map { _ in 0.0 } }
    let end = path(
      LAMB(learningRate: 0.01, weightDecay: decay), from: start, along: zeros
    ).last!
    for (value, start) in zip(end, start) {
      #expect(abs(value - start * 0.886384871716129) < 1e-12)
    }
  }

  /// |Δp| = η‖p‖ for LAMB and η · coefficient · ‖p‖ for LARS, and no change when the loss is
  /// multiplied by 1,000.
  @Test(arguments: [
    (RuleCase(name: "LAMB", rule: LAMB(learningRate: 0.01, epsilon: 1e-12)), 0.01),
    (
      RuleCase(
        name: "LARS",
        rule: LARS(
          learningRate: 2, momentum: 0, weightDecay: 0, trustCoefficient: 0.02)), 0.04
    ),
    (
      RuleCase(
        name: "LARS, timm",
        rule: LARS(
          learningRate: 2, momentum: 0, weightDecay: 0, trustCoefficient: 0.02,
          form: .timm(epsilon: 1e-12))), 0.04
    ),
  ])
  func `relative step is the rate`(example: RuleCase, share: Double) {
    func norm(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let small = path(example.rule, from: start, along: gradients)
    let large = path(
      example.rule, from: start, along: gradients.map { $0.map { 1000 * $0 } })
    for (before, after) in zip([start] + small, small) {
      let step = norm(zip(before, after).map { $0 - $1 })
      #expect(abs(step / norm(before) - share) < 1e-12)
    }
    for (a, b) in zip(small.joined(), large.joined()) { #expect(abs(a - b) < 1e-9) }
  }

  /// A tensor of several pieces has one ratio, from norms over all of them.
  @Test(arguments: [
    (RuleCase(name: "LAMB", rule: LAMB(learningRate: 0.01)), 0.01),
    (RuleCase(name: "LARS", rule: LARS(learningRate: 2, trustCoefficient: 0.02)), 0.04),
  ])
  func `ratio is of the whole tensor`(example: RuleCase, share: Double) {
    let before: [Double] = noise(40_001, seed: 1)
    let after = path(example.rule, from: before, along: [noise(40_001, seed: 2)])[0]
    let step = zip(before, after).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let norm = before.reduce(0) { $0 + $1 * $1 }
    #expect(abs((step / norm).squareRoot() - share) < 1e-12)
  }

  /// The ratio of a tensor of zeros is 1: Adam's and SGD's first steps.
  @Test func `zero tensors are not scaled`() {
    let zeros = start.map { _ in 0.0 }
    let lamb = path(LAMB(learningRate: 0.1), from: zeros, along: [gradients[0]])[0]
    let lars = path(LARS(learningRate: 0.1), from: zeros, along: [gradients[0]])[0]
    for (index, g) in gradients[0].enumerated() {
      #expect(abs(lamb[index] + (g < 0 ? -0.1 : 0.1)) < 1e-5)
      #expect(abs(lars[index] + 0.1 * g) < 1e-15)
    }
  }

  /// The rate may be zero where LARC divides by it, and no tensor moves faster than plain descent.
  @Test func `LARC is no faster than descent`() {
    let rule = LARS(
      learningRate: 0.01, momentum: 0, weightDecay: 0, trustCoefficient: 1e3, clipsRate: true)
    #expect(
      path(rule, from: start, along: gradients)
        == path(SGD(learningRate: 0.01), from: start, along: gradients))
  }
}
