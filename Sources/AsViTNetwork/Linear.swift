import AsViTKernelInterface
import AsViTNumerics

/// A linear map y = W x + b over the rows of an activation, its weight packed for the forward
/// direction.
struct Linear<Scalar: NetworkScalar>: @unchecked Sendable {
  let inputs: Int
  let outputs: Int
  /// `[outputs, inputs]`.
  let weight: UnsafePointer<Scalar>
  /// `[outputs]`.
  let bias: UnsafePointer<Scalar>?
  private let panels: ScalarBuffer<Scalar>

  init(inputs: Int, outputs: Int, weight: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?) {
    self.inputs = inputs
    self.outputs = outputs
    self.weight = weight
    self.bias = bias
    panels = ScalarBuffer(count: PanelPacking<Scalar>.count(columns: outputs, depth: inputs))
    pack()
  }

  /// Follows a change of the weight.
  func pack() {
    Scalar.kernels.packPanels(
      PanelPacking(columns: outputs, depth: inputs, source: weight, panels: panels.base))
  }

  /// Y = X Wᵀ + b, or Y += …, for `rows` rows; the bias belongs to order 0 alone.
  func forward(
    rows: Int, orders: Int, input: UnsafePointer<Scalar>, inputStride: Int,
    output: UnsafeMutablePointer<Scalar>, outputStride: Int, accumulates: Bool = false
  ) {
    for order in 0..<orders {
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: rows, columns: outputs, depth: inputs,
          left: .rows(input + order * inputStride, stride: inputs),
          right: .panels(UnsafePointer(panels.base), depth: inputs),
          bias: order == 0 ? bias : nil, output: output + order * outputStride,
          outputStride: outputs, accumulates: accumulates))
    }
  }

  /// dX = dY W.
  func inputGradient(
    rows: Int, of gradient: UnsafePointer<Scalar>, into output: UnsafeMutablePointer<Scalar>
  ) {
    Scalar.kernels.multiply(
      MatrixProduct(
        rows: rows, columns: inputs, depth: outputs, left: .rows(gradient, stride: outputs),
        right: .rows(weight, stride: inputs), output: output, outputStride: inputs))
  }

  /// dW = dYᵀ X over the rows of each gradient group, and db, the sum of dY's rows, behind it; or dY
  /// and X where the target wants these.
  ///
  /// - Parameter offset: where dW is in the layer's gradient.
  func weightGradient(
    of gradient: UnsafePointer<Scalar>, input: UnsafePointer<Scalar>, rows: ImageRows,
    target: GradientTarget<Scalar>, offset: Int
  ) {
    let isFactored = target.isFactored(at: offset)
    target.forEachGroup(of: rows) { rows, base in
      let gradient = gradient + rows.lowerBound * outputs
      let input = input + rows.lowerBound * inputs
      if isFactored {
        let factors = base + offset
        factors.update(from: gradient, count: rows.count * outputs)
        (factors + rows.count * outputs).update(from: input, count: rows.count * inputs)
        return
      }
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: outputs, columns: inputs, depth: rows.count,
          left: .transposed(gradient, stride: outputs), right: .rows(input, stride: inputs),
          output: base + offset, outputStride: inputs, accumulates: target.accumulates))
      if bias != nil, target.includesBiases {
        Scalar.kernels.sumRows(
          RowSum(
            rows: rows.count, columns: outputs, input: gradient, scale: 1,
            output: base + offset + outputs * inputs, accumulates: target.accumulates))
      }
    }
  }

  /// The parameters, weight and bias.
  var parameterCount: Int { outputs * inputs + (bias == nil ? 0 : outputs) }
}
