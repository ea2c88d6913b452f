/// LayerNorm over the channels of every row, with the first derivative along a curve when asked.
///
/// y = γ x̂ + β with x̂ = (x − mean) / √(variance + ε);
/// y' = γ (x' − mean(x') − x̂ mean(x̂ x')) / √(variance + ε).
public struct LayerNorm<Scalar> {
  public let rows: Int
  public let channels: Int
  /// 1 for the value, 2 for value and derivative.
  public let orders: Int
  /// `[orders][rows, channels]`, the orders `inputStride` apart.
  public let input: UnsafePointer<Scalar>
  public let inputStride: Int
  /// `[channels]`.
  public let weight: UnsafePointer<Scalar>
  public let bias: UnsafePointer<Scalar>
  /// ε.
  public let epsilon: Scalar
  /// `[orders][rows, channels]`, the orders `outputStride` apart; may be the input.
  public let output: UnsafeMutablePointer<Scalar>
  public let outputStride: Int

  public init(
    rows: Int, channels: Int, orders: Int, input: UnsafePointer<Scalar>, inputStride: Int,
    weight: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>, epsilon: Scalar,
    output: UnsafeMutablePointer<Scalar>, outputStride: Int
  ) {
    self.rows = rows
    self.channels = channels
    self.orders = orders
    self.input = input
    self.inputStride = inputStride
    self.weight = weight
    self.bias = bias
    self.epsilon = epsilon
    self.output = output
    self.outputStride = outputStride
  }
}

/// The adjoint of `LayerNorm`, from the input that forward saw.
public struct LayerNormBackward<Scalar> {
  public let rows: Int
  public let channels: Int
  /// `[rows, channels]`.
  public let input: UnsafePointer<Scalar>
  /// `[channels]`.
  public let weight: UnsafePointer<Scalar>
  /// ε.
  public let epsilon: Scalar
  /// `[rows, channels]`: the gradient of the output.
  public let outputGradient: UnsafePointer<Scalar>
  /// `[rows, channels]`: the gradient of the input is written, or added when `accumulates`; may
  /// be the output's gradient when not accumulating.
  public let inputGradient: UnsafeMutablePointer<Scalar>
  public let accumulates: Bool
  /// `[channels]` each: the sums over rows are added here.
  public let weightGradient: UnsafeMutablePointer<Scalar>
  public let biasGradient: UnsafeMutablePointer<Scalar>

  public init(
    rows: Int, channels: Int, input: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>,
    epsilon: Scalar, outputGradient: UnsafePointer<Scalar>,
    inputGradient: UnsafeMutablePointer<Scalar>,
    accumulates: Bool, weightGradient: UnsafeMutablePointer<Scalar>,
    biasGradient: UnsafeMutablePointer<Scalar>
  ) {
    self.rows = rows
    self.channels = channels
    self.input = input
    self.weight = weight
    self.epsilon = epsilon
    self.outputGradient = outputGradient
    self.inputGradient = inputGradient
    self.accumulates = accumulates
    self.weightGradient = weightGradient
    self.biasGradient = biasGradient
  }
}
