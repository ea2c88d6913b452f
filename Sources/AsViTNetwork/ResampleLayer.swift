import AsViTArchitecture
import AsViTNumerics

/// The tokens at another grid. See `Layer.Kind.resample`.
struct ResampleLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let grid: BilinearGrid<Scalar>
  private let outputShape: TensorShape

  init(from input: TensorShape, to output: TensorShape) {
    precondition(input.extraTokenCount == 0, "a class token has no place in a grid")
    grid = BilinearGrid(
      side: input.gridSide, outputSide: output.gridSide, channels: input.channelCount)
    outputShape = output
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(for: input, shape: outputShape)
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        grid.resample(input.image(image, order: order), into: output.image(image, order: order))
      }
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let inputGradient = pass.gradient(by: record.input)
    inputGradient.base.update(repeating: 0, count: inputGradient.count)
    for image in 0..<gradient.imageCount {
      grid.addGradient(gradient.image(image), to: inputGradient.image(image))
    }
    return inputGradient
  }
}
