/// The factor by which a layer-wise rule scales the update of a tensor: φ(‖p‖) / (‖u‖ + ε).
///
/// 1 where φ(‖p‖) or ‖u‖ is 0.
public struct TrustRatio: Hashable, Sendable {
  /// The factor in front, LARS's η.
  public var coefficient: Double
  /// φ cuts the norm of the parameters to this range; a tensor of zeros is lifted to its lower end.
  public var parameterNorms: ClosedRange<Double>
  /// ε.
  public var epsilon: Double
  /// The greatest ratio: 1 makes LAMB LAMBC, fastai has 10.
  public var maximum: Double

  public init(
    coefficient: Double = 1, parameterNorms: ClosedRange<Double> = 0 ... .infinity,
    epsilon: Double = 0, maximum: Double = .infinity
  ) {
    self.coefficient = coefficient
    self.parameterNorms = parameterNorms
    self.epsilon = epsilon
    self.maximum = maximum
  }

  /// The ratio for a tensor of norm ‖p‖ and an update of norm ‖u‖.
  public func value(parameterNorm: Double, updateNorm: Double) -> Double {
    let norm = min(max(parameterNorm, parameterNorms.lowerBound), parameterNorms.upperBound)
    guard norm > 0, updateNorm > 0 else { return 1 }
    return min(coefficient * norm / (updateNorm + epsilon), maximum)
  }
}
