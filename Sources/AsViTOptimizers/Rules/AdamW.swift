public import AsViTNumerics

/// Adam with decoupled weight decay and, on request, AMSGrad, in the form of `torch.optim.AdamW`.
///
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²
///     p ← (1 − ηλ)p − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// A gradient that is always zero leaves decay alone.
///
/// Loshchilov and Hutter, ICLR 2019, Algorithm 2 (arXiv:1711.05101). The paper multiplies its decay
/// by the schedule but not by the rate; here, as in torch, timm and fastai, λ is the paper's decay
/// divided by the base rate.
public struct AdamW: UpdateRule {
  public var learningRate: Double
  /// β₁.
  public var momentum: Double
  /// β₂, the momentum of the squared gradient.
  public var squareMomentum: Double
  /// ε.
  public var epsilon: Double
  /// λ.
  public var weightDecay: Double
  /// See `Adam.usesAMSGrad`.
  public let usesAMSGrad: Bool

  public init(
    learningRate: Double = 1e-3, momentum: Double = 0.9, squareMomentum: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0.01, usesAMSGrad: Bool = false
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.squareMomentum = squareMomentum
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.usesAMSGrad = usesAMSGrad
  }

  public var accumulatorCount: Int { usesAMSGrad ? 3 : 2 }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func update<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) {
    let rate = learningRate(in: step.group)
    AdamMoments(
      rate: rate, momentum: momentum, squareMomentum: squareMomentum, epsilon: epsilon,
      coupledDecay: 0, kept: 1 - rate * weightDecay(in: step.group), usesAMSGrad: usesAMSGrad
    ).update(slice, number: step.number)
  }
}
