import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// x += proj(attention(norm(x))) in windows. See `Layer.Kind.attention`.
struct AttentionLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>
  private let qkv: Linear<Scalar>
  private let projection: Linear<Scalar>
  private let windows: AttentionWindows
  private let branch: ResidualBranch?

  var linears: [Linear<Scalar>] { [qkv, projection] }

  init(
    _ windows: AttentionWindows, epsilon: Double, branch: ResidualBranch?,
    parameters: [UnsafePointer<Scalar>]
  ) {
    let channels = windows.shape.channelCount
    let inner = windows.innerWidth
    norm = Norm(
      channels: channels, weight: parameters[0], bias: parameters[1], epsilon: epsilon)
    qkv = Linear(
      inputs: channels, outputs: 3 * inner, weight: parameters[2], bias: parameters[3])
    projection = Linear(
      inputs: inner, outputs: channels, weight: parameters[4], bias: parameters[5])
    self.windows = windows
    self.branch = branch
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.updatable(input)
    let rows = input.rowCount
    let orders = input.orders
    let windows = windows.of(imageCount: input.imageCount)
    let (keptProjected, keptAttended) = (
      pass.tape?.keep(rows * qkv.outputs), pass.tape?.keep(rows * projection.inputs)
    )
    pass.scratch.scoped {
      let projected = keptProjected ?? pass.scratch.take(orders * rows * qkv.outputs)
      let attended = keptAttended ?? pass.scratch.take(orders * rows * projection.inputs)
      pass.scratch.scoped {
        var normalised = UnsafePointer(input.base)
        if pass.normalises {
          let buffer = pass.scratch.take(input.count)
          norm.forward(
            rows: rows, orders: orders, input: input.base, inputStride: input.stride,
            output: buffer, outputStride: input.stride)
          normalised = UnsafePointer(buffer)
        }
        qkv.forward(
          rows: rows, orders: orders, input: normalised, inputStride: input.stride,
          output: projected, outputStride: rows * qkv.outputs)
      }
      pass.scratch.scoped {
        Scalar.kernels.attend(
          WindowedAttention(
            shape: windows, orders: orders, qkv: projected, qkvStride: rows * qkv.outputs,
            output: attended, outputStride: rows * projection.inputs,
            units: 0..<windows.unitCount,
            scratch: pass.scratch.take(windows.scratchCount(orders: orders))))
      }
      projection.forward(
        rows: rows, orders: orders, input: attended, inputStride: rows * projection.inputs,
        output: output.base, outputStride: output.stride, accumulates: true)
    }
    pass.noise?.apply(to: output, of: branch, around: input)
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let projected = record.kept[0]
    let attended = record.kept[1]
    let rows = input.rowCount
    let windows = windows.of(imageCount: input.imageCount)
    let scratch = pass.scratch
    scratch.scoped {
      let branchGradient = pass.branchGradient(gradient, of: branch)
      projection.weightGradient(
        of: branchGradient, input: attended, rows: input.rows, target: pass.target,
        offset: norm.parameterCount + qkv.parameterCount)
      let projectedGradient = scratch.take(rows * qkv.outputs)
      scratch.scoped {
        let attendedGradient = scratch.take(rows * projection.inputs)
        projection.inputGradient(rows: rows, of: branchGradient, into: attendedGradient)
        Scalar.kernels.attendBackward(
          WindowedAttentionBackward(
            shape: windows, qkv: projected, output: attended, outputGradient: attendedGradient,
            qkvGradient: projectedGradient, units: 0..<windows.unitCount,
            scratch: scratch.take(windows.backwardScratchCount)))
      }
      norm.backward(
        through: qkv, of: projectedGradient, input: input, addingTo: gradient, pass: pass)
    }
    return gradient
  }
}

/// How the tokens of an activation are cut for attention: into windows of a grid, or not at all where
/// there are others beside it.
struct AttentionWindows {
  let shape: TensorShape
  let side: Int
  let headCount: Int
  let headDimension: Int

  /// Channels of all heads.
  var innerWidth: Int { headCount * headDimension }

  func of(imageCount: Int) -> WindowedAttentionShape {
    shape.extraTokenCount == 0
      ? WindowedAttentionShape(
        imageCount: imageCount, gridSide: shape.gridSide, windowSide: side, headCount: headCount,
        headDimension: headDimension)
      : WindowedAttentionShape(
        imageCount: imageCount, tokenCount: shape.tokenCount, headCount: headCount,
        headDimension: headDimension)
  }
}

/// Queries, keys, values and what is attended, kept for the way back.
struct AttentionMemory: LayerMemory {
  let windows: AttentionWindows

  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTape(3 * use.rows * windows.innerWidth)
    memory.takeTape(use.rows * windows.innerWidth)
    memory.takeTemporarily([max(use.outputCount, scratchCount(use))])
  }

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    let inner = use.rows * windows.innerWidth
    memory.takeTemporarily(
      use.noise
        + [3 * inner, inner, windows.of(imageCount: use.imageCount).backwardScratchCount])
    memory.takeTemporarily(use.noise + [3 * inner, use.outputCount, use.channels])
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTemporarily([
      3 * use.rows * windows.innerWidth, use.rows * windows.innerWidth,
      max(use.normalises ? use.outputCount : 0, scratchCount(use)),
    ])
  }

  private func scratchCount(_ use: LayerUse) -> Int {
    windows.of(imageCount: use.imageCount).scratchCount(orders: use.orders)
  }
}
