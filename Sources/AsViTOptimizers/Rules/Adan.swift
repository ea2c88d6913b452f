public import AsViTNumerics
import Glibc

/// Adaptive Nesterov momentum, in the form of the authors' code.
///
///     d = g − g₋₁, 0 at the first update
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)d,  n ← β₃n + (1 − β₃)(g + β₂d)²
///     s = η (m / (1 − β₁ᵗ) + β₂v / (1 − β₂ᵗ)) / (√n / √(1 − β₃ᵗ) + ε)
///     p ← (p − s) / (1 + ηλ), or (1 − ηλ)p − s without the proximal form
///
/// The gradient g₋₁ of the update before is the clipped one. The first step is η · sign(g), and so
/// is the one after `Optimizer.restart()`. β₁ averages 50 updates by default, so that runs of fewer
/// than 100 are slower than AdamW's.
///
/// Xie et al., IEEE TPAMI 2024, Algorithm 1 (arXiv:2208.06677), whose β are one minus these. The
/// paper starts from m₀ = g₀ without corrections and keeps ε inside the root; the code, which is
/// followed here, and timm start from zeros.
public struct Adan: UpdateRule {
  public var learningRate: Double
  /// β₁.
  public var momentum: Double
  /// β₂, the momentum of the differences of gradients.
  public var differenceMomentum: Double
  /// β₃, the momentum of the squares.
  public var squareMomentum: Double
  /// ε.
  public var epsilon: Double
  /// λ.
  public var weightDecay: Double
  /// Whether decay divides p after the step; otherwise it multiplies p before it, as in AdamW.
  public var isProximal: Bool

  public init(
    learningRate: Double = 1e-3, momentum: Double = 0.98, differenceMomentum: Double = 0.92,
    squareMomentum: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0.02,
    isProximal: Bool = true
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.differenceMomentum = differenceMomentum
    self.squareMomentum = squareMomentum
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.isProximal = isProximal
  }

  public var accumulatorCount: Int { 4 }

  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func update<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) {
    let (parameters, m, v) = (slice.parameters, slice.accumulator(0), slice.accumulator(1))
    let (n, previous) = (slice.accumulator(2), slice.accumulator(3))
    let (number, rate) = (Double(step.number), learningRate(in: step.group))
    let decay = rate * weightDecay(in: step.group)
    let kept = isProximal ? 1 : Scalar(1 - decay)
    let divisor = isProximal ? Scalar(1 + decay) : 1
    let (beta1, gradientShare) = (Scalar(momentum), Scalar(1 - momentum))
    let (beta2, differenceShare) = (Scalar(differenceMomentum), Scalar(1 - differenceMomentum))
    let (beta3, squareShare) = (Scalar(squareMomentum), Scalar(1 - squareMomentum))
    let gradientStep = Scalar(rate / (1 - pow(momentum, number)))
    let differenceStep = Scalar(rate * differenceMomentum / (1 - pow(differenceMomentum, number)))
    let correction = Scalar(1 / (1 - pow(squareMomentum, number)).squareRoot())
    let epsilon = Scalar(epsilon)
    let differs: Scalar = step.number == 1 ? 0 : 1

    for index in 0..<slice.count {
      let g = slice.gradient(index)
      let difference = differs * (g - previous[index])
      previous[index] = g
      m[index] = beta1 * m[index] + gradientShare * g
      v[index] = beta2 * v[index] + differenceShare * difference
      let ahead = g + beta2 * difference
      n[index] = beta3 * n[index] + squareShare * ahead * ahead
      let denominator = n[index].squareRoot() * correction + epsilon
      let move = (gradientStep * m[index] + differenceStep * v[index]) / denominator
      parameters[index] = (kept * parameters[index] - move) / divisor
    }
  }
}
