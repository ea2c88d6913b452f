internal import AsViTArchitecture
internal import AsViTKernelInterface
internal import AsViTNumerics

/// x += proj(attention(norm(x))) in windows. See `Layer.Kind.attention`.
struct AttentionLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>
  private let qkv: Linear<Scalar>
  private let projection: Linear<Scalar>
  private let shape: TensorShape
  private let windowSide: Int
  private let headCount: Int
  private let headDimension: Int
  private let branch: ResidualBranch

  var linears: [Linear<Scalar>] { [qkv, projection] }

  init(
    shape: TensorShape, windowSide: Int, headCount: Int, headDimension: Int,
    epsilon: Double, branch: ResidualBranch, parameters: [UnsafePointer<Scalar>]
  ) {
    let channels = shape.channelCount
    let inner = headCount * headDimension
    norm = Norm(
      channels: channels, weight: parameters[0], bias: parameters[1], epsilon: epsilon)
    qkv = Linear(
      inputs: channels, outputs: 3 * inner, weight: parameters[2], bias: parameters[3])
    projection = Linear(
      inputs: inner, outputs: channels, weight: parameters[4], bias: parameters[5])
    self.shape = shape
    self.windowSide = windowSide
    self.headCount = headCount
    self.headDimension = headDimension
    self.branch = branch
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.updatable(input)
    let rows = input.rowCount
    let orders = input.orders
    let windows = windows(imageCount: input.imageCount)
    var kept: [UnsafeMutablePointer<Scalar>] = []
    if let tape = pass.tape {
      kept = [tape.arena.take(rows * qkv.outputs), tape.arena.take(rows * projection.inputs)]
    }
    pass.scratch.scoped {
      let projected = kept.first ?? pass.scratch.take(orders * rows * qkv.outputs)
      let attended = kept.last ?? pass.scratch.take(orders * rows * projection.inputs)
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
            shape: windows, jetCount: orders, qkv: projected, qkvStride: rows * qkv.outputs,
            output: attended, outputStride: rows * projection.inputs,
            units: 0..<windows.unitCount,
            scratch: pass.scratch.take(windows.scratchCount(jetCount: orders))))
      }
      projection.forward(
        rows: rows, orders: orders, input: attended, inputStride: rows * projection.inputs,
        output: output.base, outputStride: output.stride, accumulates: true)
    }
    pass.noise?.apply(to: output, of: branch, around: input)
    pass.tape?.append(LayerRecord(input: input, kept: kept))
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: LayerRecord<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let projected = record.kept[0]
    let attended = record.kept[1]
    let rows = input.rowCount
    let rowsPerImage = input.shape.tokenCount
    let windows = windows(imageCount: input.imageCount)
    let scratch = pass.scratch
    scratch.scoped {
      let branchGradient = pass.branchGradient(gradient, of: branch)
      projection.weightGradient(
        of: branchGradient, input: attended, imageCount: input.imageCount,
        rowsPerImage: rowsPerImage, target: pass.target,
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

  private func windows(imageCount: Int) -> WindowedAttentionShape {
    WindowedAttentionShape(
      of: shape, imageCount: imageCount, windowSide: windowSide, headCount: headCount,
      headDimension: headDimension)
  }
}

extension WindowedAttentionShape {
  /// Windows of a grid, or of all tokens where there are others beside it.
  init(
    of shape: TensorShape, imageCount: Int, windowSide: Int, headCount: Int, headDimension: Int
  ) {
    if shape.extraTokenCount == 0 {
      self.init(
        imageCount: imageCount, gridSide: shape.gridSide, windowSide: windowSide,
        headCount: headCount, headDimension: headDimension)
    } else {
      self.init(
        imageCount: imageCount, tokenCount: shape.tokenCount, headCount: headCount,
        headDimension: headDimension)
    }
  }
}
