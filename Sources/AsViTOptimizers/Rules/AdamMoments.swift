import AsViTNumerics
import Glibc

/// The step that Adam and AdamW share; they differ only in where the decay enters.
///
///     g ← g + λp                                       coupled decay, Adam
///     m ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²
///     p ← kept · p − η / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// `kept` is 1 − ηλ in AdamW. β₁ may change between updates; the correction takes the present one,
/// as torch does, not the product of past ones.
struct AdamMoments {
  let rate: Double
  let momentum: Double
  let squareMomentum: Double
  let epsilon: Double
  let coupledDecay: Double
  let kept: Double
  /// Whether √v is of the largest v so far, which is accumulator 2.
  let usesAMSGrad: Bool

  @inline(__always)
  func update<Scalar: NetworkScalar>(_ slice: TensorSlice<Scalar>, number: Int) {
    let (parameters, m, v) = (slice.parameters, slice.accumulator(0), slice.accumulator(1))
    let stepSize = Scalar(rate / (1 - pow(momentum, Double(number))))
    let correction = Scalar(1 / (1 - pow(squareMomentum, Double(number))).squareRoot())
    let (beta1, gradientShare) = (Scalar(momentum), Scalar(1 - momentum))
    let (beta2, squareShare) = (Scalar(squareMomentum), Scalar(1 - squareMomentum))
    let (decay, kept, epsilon) = (Scalar(coupledDecay), Scalar(kept), Scalar(epsilon))

    @inline(__always)
    func advance(_ index: Int) -> Scalar {
      let g = slice.gradient(index) + decay * parameters[index]
      m[index] = beta1 * m[index] + gradientShare * g
      v[index] = beta2 * v[index] + squareShare * g * g
      return v[index]
    }
    @inline(__always)
    func move(_ index: Int, square: Scalar) {
      let denominator = square.squareRoot() * correction + epsilon
      parameters[index] = kept * parameters[index] - stepSize * m[index] / denominator
    }

    if usesAMSGrad {
      let largest = slice.accumulator(2)
      for index in 0..<slice.count {
        largest[index] = max(largest[index], advance(index))
        move(index, square: largest[index])
      }
    } else {
      for index in 0..<slice.count { move(index, square: advance(index)) }
    }
  }
}
