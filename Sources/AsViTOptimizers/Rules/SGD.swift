public import AsViTNumerics

/// Stochastic gradient descent with momentum, in the form of `torch.optim.SGD`.
///
///     d = g + λp
///     b ← d at the first update, μb + (1 − dampening)d later
///     p ← p − η(d + μb) with Nesterov's look-ahead, p − ηb without
///
/// The rate stands outside the buffer b; Sutskever's form and TensorFlow keep it inside, which
/// differs as soon as the rate changes. After a first gradient the buffer moves p even where g and
/// λ are 0. The first step is ηg, with look-ahead (1 + μ)ηg.
///
/// Polyak, USSR Comp. Math. 4, 1964 (heavy ball); Sutskever et al., ICML 2013, §2 (look-ahead).
public struct SGD: UpdateRule {
  public var learningRate: Double
  /// μ.
  public var momentum: Double
  /// The share by which later gradients enter the buffer less.
  public var dampening: Double
  /// λ, added to the gradient as λp.
  public var weightDecay: Double
  public var isNesterov: Bool

  public init(
    learningRate: Double, momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
    isNesterov: Bool = false
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.dampening = dampening
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
  }

  public var accumulatorCount: Int { 1 }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func update<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) {
    let decay = Scalar(weightDecay(in: step.group))
    slice.descend(
      rate: learningRate(in: step.group), momentum: momentum,
      gradientShare: step.number == 1 ? 1 : 1 - dampening, isNesterov: isNesterov
    ) { g, p in g + decay * p }
  }
}

extension TensorSlice {
  /// Momentum and step along `direction(gradient, parameter)`; accumulator 0 is the buffer.
  @inline(__always)
  func descend(
    rate: Double, momentum: Double, gradientShare: Double, isNesterov: Bool,
    along direction: (_ gradient: Scalar, _ parameter: Scalar) -> Scalar
  ) {
    let buffer = accumulator(0)
    // d is part of the step with look-ahead only: p ← p − (a·d + c·b).
    let a = isNesterov ? Scalar(rate) : 0
    let c = Scalar(isNesterov ? rate * momentum : rate)
    let (momentum, share) = (Scalar(momentum), Scalar(gradientShare))
    for index in 0..<count {
      let d = direction(gradient(index), parameters[index])
      let b = momentum * buffer[index] + share * d
      buffer[index] = b
      parameters[index] -= a * d + c * b
    }
  }
}
