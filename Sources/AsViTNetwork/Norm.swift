import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// LayerNorm over the channels of rows.
struct Norm<Scalar: NetworkScalar>: @unchecked Sendable {
  let channels: Int
  /// `[channels]`.
  let weight: UnsafePointer<Scalar>
  /// `[channels]`.
  let bias: UnsafePointer<Scalar>
  let epsilon: Double

  func forward(
    rows: Int, orders: Int, input: UnsafePointer<Scalar>, inputStride: Int,
    output: UnsafeMutablePointer<Scalar>, outputStride: Int
  ) {
    precondition(orders <= 2, "LayerNorm has a first derivative only, asked for \(orders - 1)")
    Scalar.kernels.normalise(
      LayerNorm(
        rows: rows, channels: channels, orders: orders, input: input, inputStride: inputStride,
        weight: weight, bias: bias, epsilon: Scalar(epsilon), output: output,
        outputStride: outputStride))
  }

  /// The input's gradient, written or added, and those of weight and bias at the start of the
  /// layer's gradient.
  func backward(
    input: UnsafePointer<Scalar>, gradient: UnsafePointer<Scalar>,
    into inputGradient: UnsafeMutablePointer<Scalar>, accumulates: Bool, rows: ImageRows,
    pass: BackwardPass<Scalar>
  ) {
    let (target, scratch) = (pass.target, pass.scratch)
    scratch.scoped {
      let spare = scratch.take(channels)
      target.forEachGroup(of: rows) { rows, base in
        let biasGradient = target.includesBiases ? base + channels : spare
        if !target.accumulates {
          base.update(repeating: 0, count: channels)
          biasGradient.update(repeating: 0, count: channels)
        }
        let offset = rows.lowerBound * channels
        Scalar.kernels.normaliseBackward(
          LayerNormBackward(
            rows: rows.count, channels: channels, input: input + offset, weight: weight,
            epsilon: Scalar(epsilon), outputGradient: gradient + offset,
            inputGradient: inputGradient + offset, accumulates: accumulates,
            weightGradient: base, biasGradient: biasGradient))
      }
    }
  }

  /// Backward through a linear map of the normalised input, the way into a residual branch: the
  /// gradients by the map's and the norm's parameters, which lead the layer's gradient, and that by
  /// the input, added to `gradient`.
  func backward(
    through linear: Linear<Scalar>, of linearGradient: UnsafePointer<Scalar>,
    input: Activation<Scalar>, addingTo gradient: Activation<Scalar>, pass: BackwardPass<Scalar>
  ) {
    // The normalised input, and when it is not needed any more its gradient.
    let normalised = pass.scratch.take(input.count)
    forward(
      rows: input.rowCount, orders: 1, input: input.base, inputStride: input.stride,
      output: normalised, outputStride: input.stride)
    linear.weightGradient(
      of: linearGradient, input: normalised, rows: input.rows, target: pass.target,
      offset: parameterCount)
    linear.inputGradient(rows: input.rowCount, of: linearGradient, into: normalised)
    backward(
      input: input.base, gradient: normalised, into: gradient.base, accumulates: true,
      rows: input.rows, pass: pass)
  }

  var parameterCount: Int { 2 * channels }
}
