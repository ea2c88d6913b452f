import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// LayerNorm of every token. See `Layer.Kind.normalise`.
struct NormaliseLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>

  init(shape: TensorShape, epsilon: Double, parameters: [UnsafePointer<Scalar>]) {
    norm = Norm(
      channels: shape.channelCount, weight: parameters[0], bias: parameters[1],
      epsilon: epsilon)
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    guard pass.normalises else { return input }
    let output = pass.updatable(input)
    norm.forward(
      rows: input.rowCount, orders: input.orders, input: input.base, inputStride: input.stride,
      output: output.base, outputStride: output.stride)
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    norm.backward(
      input: record.input.base, gradient: gradient.base, into: gradient.base, accumulates: false,
      rows: gradient.rows, pass: pass)
    return gradient
  }
}

/// A norm works in place; its weight's gradient takes a row.
struct NormMemory: LayerMemory {
  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {}

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTemporarily([use.channels])
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {}
}
