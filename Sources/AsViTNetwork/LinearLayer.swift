import AsViTArchitecture
import AsViTNumerics

/// A linear map of every token. See `Layer.Kind.linear`.
struct LinearLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let map: Linear<Scalar>

  var linears: [Linear<Scalar>] { [map] }

  init(_ layer: Layer, parameters: [UnsafePointer<Scalar>]) {
    map = Linear(
      inputs: layer.input.channelCount, outputs: layer.output.channelCount,
      weight: parameters[0], bias: parameters[1])
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(
      for: input, shape: TensorShape(gridSide: input.shape.gridSide, channelCount: map.outputs))
    map.forward(
      rows: input.rowCount, orders: input.orders, input: input.base, inputStride: input.stride,
      output: output.base, outputStride: output.stride)
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    map.weightGradient(
      of: gradient.base, input: input.base, rows: input.rows, target: pass.target, offset: 0)
    let inputGradient = pass.gradient(by: input)
    map.inputGradient(rows: input.rowCount, of: gradient.base, into: inputGradient.base)
    return inputGradient
  }
}
