import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// The convolution of the image. See `Layer.Kind.embed`.
struct EmbedLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let projection: Linear<Scalar>
  private let patches: Patches<Scalar>
  private let outputShape: TensorShape

  var linears: [Linear<Scalar>] { [projection] }

  init(
    _ layer: Layer, kernelSize: Int, stride: Int, dilation: Int,
    parameters: [UnsafePointer<Scalar>]
  ) {
    patches = Patches(
      geometry: PatchGeometry(
        inputSide: layer.input.gridSide, outputSide: layer.output.gridSide,
        kernelSize: kernelSize, stride: stride, dilation: dilation, padding: layer.padding),
      channels: layer.input.channelCount, channelsFirst: true)
    projection = Linear(
      inputs: patches.featureCount, outputs: layer.output.channelCount, weight: parameters[0],
      bias: parameters[1])
    outputShape = layer.output
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(for: input, shape: outputShape)
    pass.scratch.scoped {
      projection.forward(
        rows: output.rowCount, orders: input.orders,
        input: patches.unfold(input, scratch: pass.scratch),
        inputStride: output.rowCount * projection.inputs, output: output.base,
        outputStride: output.stride)
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let unfolded = patches.unfold(input, scratch: pass.scratch)
    projection.weightGradient(
      of: gradient.base, input: unfolded, rows: gradient.rows, target: pass.target, offset: 0)
    guard pass.reachesImages else { return nil }
    let inputGradient = pass.gradient(by: input)
    projection.inputGradient(rows: gradient.rowCount, of: gradient.base, into: unfolded)
    patches.fold(unfolded, into: inputGradient)
    return inputGradient
  }
}

/// A convolution reads its input unfolded.
struct ConvolutionMemory: LayerMemory {
  let kernelSize: Int

  private func unfolded(_ use: LayerUse) -> Int {
    use.rows * kernelSize * kernelSize * use.layer.input.channelCount
  }

  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTemporarily([unfolded(use)])
  }

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(unfolded(use))
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.outputCount)
    memory.takeTemporarily([unfolded(use)])
  }
}
