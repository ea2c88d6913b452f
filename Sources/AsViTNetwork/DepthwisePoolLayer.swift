import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// Halves the grid channel by channel, and maps the class token. See `Layer.Kind.depthwisePool`.
struct DepthwisePoolLayer<Scalar: NetworkScalar>: NetworkLayer, @unchecked Sendable {
  private let geometry: PatchGeometry
  /// `[C', K, K]`.
  private let weight: UnsafePointer<Scalar>
  /// `[C']`.
  private let bias: UnsafePointer<Scalar>
  private let map: Linear<Scalar>
  private let outputShape: TensorShape

  var linears: [Linear<Scalar>] { [map] }

  init(_ layer: Layer, kernelSize: Int, parameters: [UnsafePointer<Scalar>]) {
    geometry = PatchGeometry(
      inputSide: layer.input.gridSide, outputSide: layer.output.gridSide,
      kernelSize: kernelSize, stride: 2, padding: layer.padding)
    (weight, bias) = (parameters[0], parameters[1])
    map = Linear(
      inputs: layer.input.channelCount, outputs: layer.output.channelCount,
      weight: parameters[2], bias: parameters[3])
    outputShape = layer.output
  }

  /// The scalars of `conv.weight`, and of that with its bias.
  private var weightCount: Int { map.outputs * geometry.kernelSize * geometry.kernelSize }
  private var convolutionCount: Int { weightCount + map.outputs }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(for: input, shape: outputShape)
    for image in 0..<input.imageCount {
      for order in 0..<input.orders {
        Scalar.kernels.convolveDepthwise(
          DepthwiseConvolution(
            geometry: geometry, inputChannels: map.inputs, outputChannels: map.outputs,
            input: input.image(image, order: order) + map.inputs, weight: weight,
            bias: order == 0 ? bias : nil,
            output: output.image(image, order: order) + map.outputs))
      }
      map.forward(
        rows: 1, orders: input.orders, input: input.image(image), inputStride: input.stride,
        output: output.image(image), outputStride: output.stride)
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let inputGradient = pass.gradient(by: input)
    inputGradient.base.update(repeating: 0, count: inputGradient.count)
    for image in 0..<input.imageCount {
      let target = pass.target.ofImage(image)
      if !target.accumulates { target.base.update(repeating: 0, count: weightCount) }
      let (tokens, gridGradient) = (input.image(image), gradient.image(image) + map.outputs)
      Scalar.kernels.convolveDepthwiseBackward(
        DepthwiseConvolutionBackward(
          geometry: geometry, inputChannels: map.inputs, outputChannels: map.outputs,
          input: tokens + map.inputs, weight: weight, outputGradient: gridGradient,
          inputGradient: inputGradient.image(image) + map.inputs, weightGradient: target.base))
      if target.includesBiases {
        Scalar.kernels.sumRows(
          RowSum(
            rows: outputShape.gridTokenCount, columns: map.outputs, input: gridGradient, scale: 1,
            output: target.base + weightCount, accumulates: true))
      }
      map.weightGradient(
        of: gradient.image(image), input: tokens, rows: ImageRows(imageCount: 1, perImage: 1),
        target: target, offset: convolutionCount)
      map.inputGradient(rows: 1, of: gradient.image(image), into: inputGradient.image(image))
    }
    return inputGradient
  }
}
