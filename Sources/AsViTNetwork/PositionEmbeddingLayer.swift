internal import AsViTArchitecture
internal import AsViTKernelInterface
internal import AsViTNumerics

/// Adds a learned table to the tokens. See `Layer.Kind.positionEmbedding`.
struct PositionEmbeddingLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let table: PositionTable<Scalar>

  init(shape: TensorShape, tableSide: Int, parameters: [UnsafePointer<Scalar>]) {
    table = PositionTable(
      parameters[0], side: tableSide, channels: shape.channelCount, gridSide: shape.gridSide)
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.updatable(input)
    pass.scratch.scoped {
      let positions = table.atGrid(scratch: pass.scratch)
      for image in 0..<input.imageCount {
        let tokens = output.image(image)
        Scalar.kernels.combine(
          LinearCombination(
            count: table.count, a: 1, x: tokens, b: 1, y: positions, output: tokens))
      }
    }
    pass.tape?.append(LayerRecord(input: input))
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: LayerRecord<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    guard pass.target.includesBiases else { return gradient }
    pass.scratch.scoped {
      let sum = table.isInterpolated ? pass.scratch.take(table.count) : pass.target.base
      Scalar.kernels.sumRows(
        RowSum(
          rows: gradient.imageCount, columns: table.count, input: gradient.base, scale: 1,
          output: sum, accumulates: !table.isInterpolated))
      if table.isInterpolated { table.addGradient(sum, to: pass.target.base) }
    }
    return gradient
  }
}
