import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// Puts a learned token before those of the grid. See `Layer.Kind.classToken`.
struct ClassTokenLayer<Scalar: NetworkScalar>: NetworkLayer, @unchecked Sendable {
  /// `[channels]`.
  private let token: UnsafePointer<Scalar>
  private let outputShape: TensorShape

  init(_ layer: Layer, parameters: [UnsafePointer<Scalar>]) {
    token = parameters[0]
    outputShape = layer.output
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(for: input, shape: outputShape)
    let channels = input.channelCount
    let gridCount = input.shape.tokenCount * channels
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        let tokens = output.image(image, order: order)
        if order == 0 {
          tokens.update(from: token, count: channels)
        } else {
          tokens.update(repeating: 0, count: channels)
        }
        (tokens + channels).update(from: input.image(image, order: order), count: gridCount)
      }
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let channels = input.channelCount
    let inputGradient = pass.gradient(by: input)
    for image in 0..<input.imageCount {
      let tokens = gradient.image(image)
      if pass.target.includesBiases {
        Scalar.kernels.combine(
          LinearCombination(
            count: channels, a: 1, x: pass.target.base, b: 1, y: tokens,
            output: pass.target.base))
      }
      inputGradient.image(image).update(
        from: tokens + channels, count: input.shape.tokenCount * channels)
    }
    return inputGradient
  }
}
