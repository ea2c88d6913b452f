import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// Adds a learned table to the tokens. See `Layer.Kind.positionEmbedding`.
struct PositionEmbeddingLayer<Scalar: NetworkScalar>: NetworkLayer, @unchecked Sendable {
  private let table: PositionTable<Scalar>
  /// The rows of the tokens beside the grid, `[extra tokens, channels]`.
  private let extra: UnsafePointer<Scalar>
  private let extraCount: Int

  init(shape: TensorShape, tableSide: Int, parameters: [UnsafePointer<Scalar>]) {
    extra = parameters[0]
    extraCount = shape.extraTokenCount * shape.channelCount
    table = PositionTable(
      extra + extraCount, side: tableSide, channels: shape.channelCount, gridSide: shape.gridSide)
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.updatable(input)
    pass.scratch.scoped {
      let positions = table.atGrid(scratch: pass.scratch)
      for image in 0..<input.imageCount {
        let tokens = output.image(image)
        add(extra, to: tokens, extraCount)
        add(positions, to: tokens + extraCount, table.count)
      }
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    guard pass.target.includesBiases else { return gradient }
    let count = extraCount + table.count
    pass.scratch.scoped {
      let sum = table.isInterpolated ? pass.scratch.take(count) : pass.target.base
      Scalar.kernels.sumRows(
        RowSum(
          rows: gradient.imageCount, columns: count, input: gradient.base, scale: 1, output: sum,
          accumulates: !table.isInterpolated))
      if table.isInterpolated {
        add(sum, to: pass.target.base, extraCount)
        table.addGradient(sum + extraCount, to: pass.target.base + extraCount)
      }
    }
    return gradient
  }

  private func add(
    _ values: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>, _ count: Int
  ) {
    guard count > 0 else { return }
    Scalar.kernels.combine(
      LinearCombination(count: count, a: 1, x: sum, b: 1, y: values, output: sum))
  }
}
