import AsViTNumerics

extension Array {
  /// The norm of all gradients together, in Double. The Euclidean one is finite only if every
  /// gradient is.
  func gradientNorm<Scalar>(
    _ norm: GradientClipping.Norm, _ partition: Partition, _ workers: Workers
  ) -> Double where Element == TensorView<Scalar> {
    let parts = partition.map(workers) { piece -> Double in
      guard let gradient = self[piece.tensor].gradientPointer(at: piece.start) else { return 0 }
      return switch norm {
      case .euclidean: squareSum(gradient, count: piece.count)
      case .largest: largestMagnitude(gradient, count: piece.count)
      }
    }
    return switch norm {
    case .euclidean: parts.reduce(0, +).squareRoot()
    case .largest: parts.reduce(0, Swift.max)
    }
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func squareSum<Scalar: NetworkScalar>(
  _ values: UnsafePointer<Scalar>, count: Int
) -> Double {
  sumOfSquares(count) { values[$0] }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func largestMagnitude<Scalar: NetworkScalar>(
  _ values: UnsafePointer<Scalar>, count: Int
) -> Double {
  var largest: Scalar = 0
  for index in 0..<count { largest = max(largest, abs(values[index])) }
  return Double(largest)
}
