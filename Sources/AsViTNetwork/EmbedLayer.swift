internal import AsViTArchitecture
internal import AsViTKernelInterface
internal import AsViTNumerics

/// The convolution of the image. See `Layer.Kind.embed`.
struct EmbedLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let projection: Linear<Scalar>
  private let geometry: PatchGeometry
  private let outputShape: TensorShape

  init(
    input: TensorShape, output: TensorShape, kernelSize: Int, stride: Int,
    parameters: [UnsafePointer<Scalar>]
  ) {
    projection = Linear(
      inputs: input.channelCount * kernelSize * kernelSize, outputs: output.channelCount,
      weight: parameters[0], bias: parameters[1])
    geometry = PatchGeometry(
      inputSide: input.gridSide, outputSide: output.gridSide, kernelSize: kernelSize,
      stride: stride, padding: (kernelSize - stride) / 2)
    outputShape = output
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = Activation(
      pass.lasting, orders: input.orders, imageCount: input.imageCount, shape: outputShape)
    pass.scratch.scoped {
      let patches = unfold(input, scratch: pass.scratch)
      projection.forward(
        rows: output.rowCount, orders: input.orders, input: patches,
        inputStride: output.rowCount * projection.inputs, output: output.base,
        outputStride: output.stride)
    }
    pass.tape?.append(LayerRecord(input: input))
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: LayerRecord<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let scratch = pass.scratch
    let rowsPerImage = outputShape.tokenCount
    let patches = unfold(input, scratch: scratch)
    projection.weightGradient(
      of: gradient.base, input: patches, imageCount: input.imageCount, rowsPerImage: rowsPerImage,
      target: pass.target, offset: 0)
    guard pass.reachesImages else { return nil }
    let inputGradient = Activation(
      scratch, orders: 1, imageCount: input.imageCount, shape: input.shape)
    projection.inputGradient(rows: gradient.rowCount, of: gradient.base, into: patches)
    for image in 0..<input.imageCount {
      Scalar.kernels.fold(
        Fold(
          geometry: geometry, channels: input.channelCount, channelsFirst: true,
          patches: patches + image * rowsPerImage * projection.inputs,
          output: inputGradient.image(image)))
    }
    return inputGradient
  }

  /// `[orders][images · tokens, 3 K²]`.
  private func unfold(
    _ input: Activation<Scalar>, scratch: Arena<Scalar>
  ) -> UnsafeMutablePointer<Scalar> {
    let perImage = outputShape.tokenCount * projection.inputs
    let patches = scratch.take(input.orders * input.imageCount * perImage)
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        Scalar.kernels.unfold(
          Unfold(
            geometry: geometry, channels: input.channelCount, channelsFirst: true,
            input: input.image(image, order: order),
            output: patches + (order * input.imageCount + image) * perImage))
      }
    }
    return patches
  }
}
