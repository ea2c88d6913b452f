public import AsViTNumerics

/// Layer-wise adaptive rate scaling: SGD whose gradient is scaled for each tensor.
///
///     d = ratio · (g + λp),  b ← μb + d
///     p ← p − η(d + μb) with Nesterov's look-ahead, p − ηb without
///
/// A tensor that is not adapted gets plain SGD at the full rate, which is 10 to 1,000 times a rate
/// of SGD, and so does a tensor of zeros: give biases and gains a small
/// `ParameterGroup.learningRateScale`. LARS is poor on attention models.
///
/// You, Gitman and Ginsburg, 2017 (arXiv:1708.03888), Algorithm 1. The paper keeps the rate inside
/// the buffer; here, as in all libraries below, it stands outside.
public struct LARS: UpdateRule {
  /// What the ratio divides by, and when it is 1.
  public enum Form: Hashable, Sendable {
    /// ‖g‖ + λ‖p‖ + ε, and 1 where g is 0: `timm.optim.Lars`, ε 1e-8.
    case timm(epsilon: Double)
    /// ‖g‖ + λ‖p‖: `pytorch_optimizer.LARS`, the paper.
    case sumOfNorms
    /// ‖g + λp‖: MoCo-v3, BYOL and MAE.
    case normOfSum
  }

  public var learningRate: Double
  /// μ.
  public var momentum: Double
  /// λ.
  public var weightDecay: Double
  public var isNesterov: Bool
  /// The factor in front of the ratio.
  public var trustCoefficient: Double
  public var form: Form
  /// Whether a tensor without decay is adapted too. timm does so only with `always_adapt`.
  public var adaptsUndecayed: Bool
  /// LARC: the ratio becomes min(ratio / η, 1), so that no rate is above η.
  public var clipsRate: Bool

  public init(
    learningRate: Double = 1, momentum: Double = 0.9, weightDecay: Double = 1e-4,
    isNesterov: Bool = false, trustCoefficient: Double = 1e-3, form: Form = .normOfSum,
    adaptsUndecayed: Bool = true, clipsRate: Bool = false
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.weightDecay = weightDecay
    self.isNesterov = isNesterov
    self.trustCoefficient = trustCoefficient
    self.form = form
    self.adaptsUndecayed = adaptsUndecayed
    self.clipsRate = clipsRate
  }

  public var accumulatorCount: Int { 1 }
  public var isLayerwise: Bool { true }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func measure<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) -> SquareSums {
    let decay = form == .normOfSum ? Scalar(weightDecay(in: step.group)) : 0
    return SquareSums(
      parameters: sumOfSquares(slice.count) { slice.parameters[$0] },
      update: sumOfSquares(slice.count) {
        slice.gradient($0) + decay * slice.parameters[$0]
      })
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func update<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) {
    let (decay, ratio) = (Scalar(weightDecay(in: step.group)), Scalar(ratio(of: step)))
    slice.descend(
      rate: learningRate(in: step.group), momentum: momentum, gradientShare: 1,
      isNesterov: isNesterov
    ) { g, p in (g + decay * p) * ratio }
  }

  /// The factor of g + λp for a tensor.
  private func ratio(of step: TensorStep) -> Double {
    let decay = weightDecay(in: step.group)
    guard step.group.isAdapted, adaptsUndecayed || decay != 0 else { return 1 }
    let parameterNorm = step.sums.parameters.squareRoot()
    let measuredNorm = step.sums.update.squareRoot()
    let rule = TrustRatio(coefficient: trustCoefficient)
    let ratio =
      switch form {
      case .normOfSum: rule.value(parameterNorm: parameterNorm, updateNorm: measuredNorm)
      case .timm where measuredNorm == 0: 1.0
      case .timm(let epsilon):
        rule.value(
          parameterNorm: parameterNorm,
          updateNorm: measuredNorm + decay * parameterNorm + epsilon)
      case .sumOfNorms:
        rule.value(parameterNorm: parameterNorm, updateNorm: measuredNorm + decay * parameterNorm)
      }
    guard clipsRate else { return ratio }
    let rate = learningRate(in: step.group)
    return ratio < rate ? ratio / rate : 1
  }
}
