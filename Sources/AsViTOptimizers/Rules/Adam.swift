public import AsViTNumerics

/// Adam with L2 weight decay and, on request, AMSGrad, in the form of `torch.optim.Adam`.
///
///     g ← g + λp,  m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²
///     p ← p − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// ε stands outside the root and after the correction. A gradient that is always zero moves
/// nothing; the first step is η · sign(g) where |g| is well above ε.
///
/// Kingma and Ba, ICLR 2015, Algorithm 1 (arXiv:1412.6980); the form with ε after the correction
/// is the paper's main one, not its shorter "ε̂" variant.
public struct Adam: UpdateRule {
  public var learningRate: Double
  /// β₁.
  public var momentum: Double
  /// β₂, the momentum of the squared gradient.
  public var squareMomentum: Double
  /// ε.
  public var epsilon: Double
  /// λ, added to the gradient as λp before both moments.
  public var weightDecay: Double
  /// Divide by the root of the largest v so far (Reddi et al., ICLR 2018). As in torch the maximum
  /// is over the uncorrected v and takes the correction of the present update; the paper has no
  /// correction.
  public let usesAMSGrad: Bool

  public init(
    learningRate: Double = 1e-3, momentum: Double = 0.9, squareMomentum: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, usesAMSGrad: Bool = false
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
    AdamMoments(
      rate: learningRate(in: step.group), momentum: momentum, squareMomentum: squareMomentum,
      epsilon: epsilon, coupledDecay: weightDecay(in: step.group), kept: 1,
      usesAMSGrad: usesAMSGrad
    ).update(slice, number: step.number)
  }
}
