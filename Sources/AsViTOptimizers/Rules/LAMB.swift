public import AsViTNumerics
import Glibc

/// Layer-wise adaptive moments: Adam whose update is scaled for each tensor.
///
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²
///     u = m̂ / (√v̂ + ε) + λp
///     p ← p − η · φ(‖p‖) / ‖u‖ · u
///
/// An adapted tensor changes by η‖p‖ whatever the size of its gradient. With gradients of zero u is
/// λp, so that p shrinks by the share η at each update, whatever λ is.
///
/// | form | options beside the defaults |
/// |---|---|
/// | `timm.optim.Lamb`, apex | `adaptsUndecayed: false`; optimizer: `clipping: .norm(1, epsilon: 0)` |
/// | the same, LAMBC | `trustRatio: TrustRatio(maximum: 1)` |
/// | tensorflow/addons, the paper | none; groups leave out biases and norms |
/// | `pytorch_optimizer.Lamb` | `decay: .decoupled`, `correction: .first`, `trustRatio: TrustRatio(parameterNorms: 0...10, epsilon: 1e-6)` |
/// | the same, `weight_decouple=False` | as above, `decay: .inUpdate` |
/// | fastai | `squareMomentum: 0.99`, `epsilon: 1e-5`, `decay: .decoupled`, `trustRatio: TrustRatio(maximum: 10)` |
///
/// You et al., ICLR 2020, Algorithm 2 (arXiv:1904.00962v5). φ is the identity unless `trustRatio`
/// cuts it, as in the authors' experiments.
public struct LAMB: UpdateRule {
  public enum Decay: Hashable, Sendable {
    /// λp is part of u, under the ratio.
    case inUpdate
    /// p ← (1 − ηλ)p before the step; ‖p‖ is that of the decayed p.
    case decoupled
  }

  /// Which moments have their start at zero corrected.
  public enum Correction: Hashable, Sendable {
    case both
    /// m alone, as η / (1 − β₁ᵗ) outside the ratio. The first step of a tensor of zeros is then
    /// η / √(1 − β₂).
    case first
    case none
  }

  public var learningRate: Double
  /// β₁.
  public var momentum: Double
  /// β₂, the momentum of the squared gradient.
  public var squareMomentum: Double
  /// ε, beside √v̂.
  public var epsilon: Double
  /// λ.
  public var weightDecay: Double
  public var decay: Decay
  public var correction: Correction
  /// Whether g enters m with the weight 1 − β₁, not 1.
  public var averagesGradient: Bool
  public var trustRatio: TrustRatio
  /// Whether a tensor without decay is adapted too.
  public var adaptsUndecayed: Bool

  public init(
    learningRate: Double = 1e-3, momentum: Double = 0.9, squareMomentum: Double = 0.999,
    epsilon: Double = 1e-6, weightDecay: Double = 0.01, decay: Decay = .inUpdate,
    correction: Correction = .both, averagesGradient: Bool = true,
    trustRatio: TrustRatio = TrustRatio(), adaptsUndecayed: Bool = true
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.squareMomentum = squareMomentum
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decay = decay
    self.correction = correction
    self.averagesGradient = averagesGradient
    self.trustRatio = trustRatio
    self.adaptsUndecayed = adaptsUndecayed
  }

  public var accumulatorCount: Int { 2 }
  public var isLayerwise: Bool { true }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func measure<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) -> SquareSums {
    let (m, v) = (slice.accumulator(0), slice.accumulator(1))
    let beta1 = Scalar(momentum)
    let gradientShare = averagesGradient ? Scalar(1 - momentum) : 1
    let (beta2, squareShare) = (Scalar(squareMomentum), Scalar(1 - squareMomentum))
    for index in 0..<slice.count {
      let g = slice.gradient(index)
      m[index] = beta1 * m[index] + gradientShare * g
      v[index] = beta2 * v[index] + squareShare * g * g
    }
    let direction = Direction<Scalar>(self, step)
    return SquareSums(
      parameters: sumOfSquares(slice.count) { direction.kept * slice.parameters[$0] },
      update: sumOfSquares(slice.count) {
        direction(parameter: direction.kept * slice.parameters[$0], m: m[$0], v: v[$0])
      })
  }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func update<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) {
    let (parameters, m, v) = (slice.parameters, slice.accumulator(0), slice.accumulator(1))
    let direction = Direction<Scalar>(self, step)
    let stepSize = Scalar(stepSize(of: step))
    for index in 0..<slice.count {
      let p = direction.kept * parameters[index]
      parameters[index] = p - stepSize * direction(parameter: p, m: m[index], v: v[index])
    }
  }

  /// The factor of u for a tensor.
  private func stepSize(of step: TensorStep) -> Double {
    var rate = learningRate(in: step.group)
    if correction == .first { rate /= 1 - pow(momentum, Double(step.number)) }
    guard step.group.isAdapted, adaptsUndecayed || weightDecay(in: step.group) != 0 else {
      return rate
    }
    return rate
      * trustRatio.value(
        parameterNorm: step.sums.parameters.squareRoot(),
        updateNorm: step.sums.update.squareRoot())
  }

  /// u, from the moments of this update.
  private struct Direction<Scalar: NetworkScalar> {
    let kept: Scalar
    let decay: Scalar
    let firstCorrection: Scalar
    let squareCorrection: Scalar
    let epsilon: Scalar

    init(_ rule: LAMB, _ step: TensorStep) {
      let decay = rule.weightDecay(in: step.group)
      let isDecoupled = rule.decay == .decoupled
      kept = isDecoupled ? Scalar(1 - rule.learningRate(in: step.group) * decay) : 1
      self.decay = isDecoupled ? 0 : Scalar(decay)
      let number = Double(step.number)
      let correctsBoth = rule.correction == .both
      firstCorrection = correctsBoth ? Scalar(1 / (1 - pow(rule.momentum, number))) : 1
      squareCorrection =
        correctsBoth ? Scalar(1 / (1 - pow(rule.squareMomentum, number)).squareRoot()) : 1
      epsilon = Scalar(rule.epsilon)
    }

    @inline(__always)
    func callAsFunction(parameter: Scalar, m: Scalar, v: Scalar) -> Scalar {
      m * firstCorrection / (v.squareRoot() * squareCorrection + epsilon) + decay * parameter
    }
  }
}
