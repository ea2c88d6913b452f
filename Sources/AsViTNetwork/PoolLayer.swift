import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// The mean over the grid, or the class token. See `Layer.Kind.pool`.
struct PoolLayer<Scalar: NetworkScalar>: NetworkLayer {
  /// The tokens whose mean is taken, and where they begin.
  private let first: Int
  private let count: Int

  init(shape: TensorShape, pooling: Layer.Pooling) {
    switch pooling {
    case .mean: (first, count) = (shape.extraTokenCount, shape.gridTokenCount)
    case .classToken: (first, count) = (0, 1)
    }
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(
      for: input, shape: TensorShape(gridSide: 1, channelCount: input.channelCount))
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        Scalar.kernels.sumRows(
          RowSum(
            rows: count, columns: input.channelCount,
            input: input.image(image, order: order) + first * input.channelCount,
            scale: 1 / Scalar(count), output: output.image(image, order: order),
            accumulates: false))
      }
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let inputGradient = pass.gradient(by: input)
    if count < input.shape.tokenCount {
      inputGradient.base.update(repeating: 0, count: inputGradient.count)
    }
    for image in 0..<input.imageCount {
      for token in first..<first + count {
        Scalar.kernels.combine(
          LinearCombination(
            count: input.channelCount, a: 1 / Scalar(count), x: gradient.image(image), b: 0,
            y: gradient.image(image),
            output: inputGradient.image(image) + token * input.channelCount))
      }
    }
    return inputGradient
  }
}
