public import AsViTNumerics

/// A run of consecutive parameters of one tensor, with their gradient and accumulators.
public struct TensorSlice<Scalar: NetworkScalar> {
  public let count: Int
  public let parameters: UnsafeMutablePointer<Scalar>
  let rawGradient: UnsafePointer<Scalar>
  let clip: GradientClip<Scalar>
  /// The first accumulator; nil for a rule without any.
  let accumulators: UnsafeMutablePointer<Scalar>?
  let accumulatorStride: Int

  /// The gradient of a parameter, clipped.
  @inline(__always)
  public func gradient(_ index: Int) -> Scalar { clip(rawGradient[index]) }

  /// The values of an accumulator, one for each parameter.
  @inline(__always)
  public func accumulator(_ number: Int) -> UnsafeMutablePointer<Scalar> {
    accumulators! + number * accumulatorStride
  }
}

/// Σ value(i)² over `0 ..< count`, in Double.
///
/// Eight sums run side by side, so that the loop is vectorised without reordering additions.
@inline(__always)
func sumOfSquares<Scalar: NetworkScalar>(_ count: Int, _ value: (Int) -> Scalar) -> Double {
  var lanes = SIMD8<Double>()
  let whole = count & ~7
  for start in stride(from: 0, to: whole, by: 8) {
    for lane in 0..<8 {
      let x = Double(value(start + lane))
      lanes[lane] += x * x
    }
  }
  var sum = lanes.sum()
  for index in whole..<count {
    let x = Double(value(index))
    sum += x * x
  }
  return sum
}
