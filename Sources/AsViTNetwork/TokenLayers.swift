internal import AsViTArchitecture
internal import AsViTKernelInterface
internal import AsViTNumerics

/// LayerNorm of every token. See `Layer.Kind.normalise`.
struct NormaliseLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>

  init(shape: TensorShape, parameters: [UnsafePointer<Scalar>]) {
    norm = Norm(channels: shape.channelCount, weight: parameters[0], bias: parameters[1])
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    guard pass.normalises else { return input }
    let output = pass.updatable(input)
    norm.forward(
      rows: input.rowCount, orders: input.orders, input: input.base, inputStride: input.stride,
      output: output.base, outputStride: output.stride)
    pass.tape?.append(LayerRecord(input: input))
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: LayerRecord<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    norm.backward(
      input: record.input.base, gradient: gradient.base, into: gradient.base, accumulates: false,
      imageCount: gradient.imageCount, rowsPerImage: gradient.shape.tokenCount,
      target: pass.target, scratch: pass.scratch)
    return gradient
  }
}

/// The mean over tokens. See `Layer.Kind.pool`.
struct PoolLayer<Scalar: NetworkScalar>: NetworkLayer {
  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = Activation(
      pass.lasting, orders: input.orders, imageCount: input.imageCount,
      shape: TensorShape(gridSide: 1, channelCount: input.channelCount))
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        Scalar.kernels.sumRows(
          RowSum(
            rows: input.shape.tokenCount, columns: input.channelCount,
            input: input.image(image, order: order), scale: 1 / Scalar(input.shape.tokenCount),
            output: output.image(image, order: order), accumulates: false))
      }
    }
    pass.tape?.append(LayerRecord(input: input))
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: LayerRecord<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let inputGradient = Activation(
      pass.scratch, orders: 1, imageCount: input.imageCount, shape: input.shape)
    for image in 0..<input.imageCount {
      for token in 0..<input.shape.tokenCount {
        Scalar.kernels.combine(
          LinearCombination(
            count: input.channelCount, a: 1 / Scalar(input.shape.tokenCount),
            x: gradient.image(image), b: 0, y: gradient.image(image),
            output: inputGradient.image(image) + token * input.channelCount))
      }
    }
    return inputGradient
  }
}
