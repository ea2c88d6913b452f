import Glibc

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
  /// β₁, the momentum of the gradient.
  public var firstMomentum: Double
  /// β₂, the momentum of the squared gradient.
  public var secondMomentum: Double
  /// ε.
  public var epsilon: Double
  /// λ, added to the gradient as λp before both moments.
  public var weightDecay: Double
  /// Divide by the largest v so far (Reddi et al., ICLR 2018). As in torch the maximum is over the
  /// uncorrected v and takes the correction of the present update; the paper has no correction.
  public let usesLargestSecondMoment: Bool

  public init(
    learningRate: Double = 1e-3, firstMomentum: Double = 0.9, secondMomentum: Double = 0.999,
    epsilon: Double = 1e-8, weightDecay: Double = 0, usesLargestSecondMoment: Bool = false
  ) {
    self.learningRate = learningRate
    self.firstMomentum = firstMomentum
    self.secondMomentum = secondMomentum
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.usesLargestSecondMoment = usesLargestSecondMoment
  }

  public var accumulatorCount: Int { usesLargestSecondMoment ? 3 : 2 }

  @inlinable
  public func update<Scalar: BinaryFloatingPoint & Sendable>(
    _ parameters: UnsafeMutableBufferPointer<Scalar>,
    along gradient: UnsafeBufferPointer<Scalar>,
    history: inout TensorHistory<Scalar>
  ) {
    let count = parameters.count
    precondition(
      gradient.count == count && history.accumulators.count == accumulatorCount * count,
      "\(count) parameters, \(gradient.count) gradients, "
        + "\(history.accumulators.count) accumulated values")
    history.updateCount += 1
    let updateCount = Double(history.updateCount)
    let stepSize = Scalar(learningRate / (1 - pow(firstMomentum, updateCount)))
    let correction = Scalar((1 - pow(secondMomentum, updateCount)).squareRoot())
    let (beta1, oneMinusBeta1) = (Scalar(firstMomentum), Scalar(1 - firstMomentum))
    let (beta2, oneMinusBeta2) = (Scalar(secondMomentum), Scalar(1 - secondMomentum))
    let (decay, epsilon) = (Scalar(weightDecay), Scalar(epsilon))

    history.accumulators.withUnsafeMutableBufferPointer { accumulators in
      for i in 0..<count {
        let g = gradient[i] + decay * parameters[i]
        let m = beta1 * accumulators[i] + oneMinusBeta1 * g
        var v = beta2 * accumulators[count + i] + oneMinusBeta2 * g * g
        accumulators[i] = m
        accumulators[count + i] = v
        if usesLargestSecondMoment {
          v = max(accumulators[2 * count + i], v)
          accumulators[2 * count + i] = v
        }
        parameters[i] -= stepSize * m / (v.squareRoot() / correction + epsilon)
      }
    }
  }
}
