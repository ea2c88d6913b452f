import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// x += fc2(gelu(fc1(norm(x)))). See `Layer.Kind.mlp`.
///
/// Works through blocks of rows, so that the hidden activations stay in the cache.
struct MLPLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>
  private let expansion: Linear<Scalar>
  private let reduction: Linear<Scalar>
  private let branch: ResidualBranch?
  static var rowsPerBlock: Int { 96 }

  var linears: [Linear<Scalar>] { [expansion, reduction] }

  init(
    shape: TensorShape, hiddenChannels: Int, epsilon: Double, branch: ResidualBranch?,
    parameters: [UnsafePointer<Scalar>]
  ) {
    let channels = shape.channelCount
    norm = Norm(channels: channels, weight: parameters[0], bias: parameters[1], epsilon: epsilon)
    expansion = Linear(
      inputs: channels, outputs: hiddenChannels, weight: parameters[2], bias: parameters[3])
    reduction = Linear(
      inputs: hiddenChannels, outputs: channels, weight: parameters[4], bias: parameters[5])
    self.branch = branch
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.updatable(input)
    let rows = input.rowCount
    let orders = input.orders
    let hidden = expansion.outputs
    let channels = input.channelCount
    let kept = pass.tape?.keep(rows * hidden)
    pass.scratch.scoped {
      let normalised = pass.scratch.take(orders * Self.rowsPerBlock * channels)
      let activated = pass.scratch.take(orders * Self.rowsPerBlock * hidden)
      for first in stride(from: 0, to: rows, by: Self.rowsPerBlock) {
        let block = min(Self.rowsPerBlock, rows - first)
        var source = UnsafePointer(input.base + first * channels)
        var sourceStride = input.stride
        if pass.normalises {
          norm.forward(
            rows: block, orders: orders, input: source, inputStride: sourceStride,
            output: normalised, outputStride: block * channels)
          source = UnsafePointer(normalised)
          sourceStride = block * channels
        }
        let expanded = kept.map { $0 + first * hidden } ?? activated
        expansion.forward(
          rows: block, orders: orders, input: source, inputStride: sourceStride,
          output: expanded, outputStride: block * hidden)
        Scalar.kernels.gelu(
          Gelu(
            count: block * hidden, orders: orders, input: expanded, output: activated,
            stride: block * hidden))
        reduction.forward(
          rows: block, orders: orders, input: activated, inputStride: block * hidden,
          output: output.base + first * channels, outputStride: output.stride, accumulates: true)
      }
    }
    pass.noise?.apply(to: output, of: branch, around: input)
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let expanded = record.kept[0]
    let rows = input.rowCount
    let hidden = expansion.outputs
    let scratch = pass.scratch
    scratch.scoped {
      let branchGradient = pass.branchGradient(gradient, of: branch)
      let expandedGradient = scratch.take(rows * hidden)
      // Holds what gelu gave until its weight's gradient is known, then the gradient.
      Scalar.kernels.gelu(
        Gelu(
          count: rows * hidden, orders: 1, input: expanded, output: expandedGradient,
          stride: rows * hidden))
      reduction.weightGradient(
        of: branchGradient, input: expandedGradient, rows: input.rows, target: pass.target,
        offset: norm.parameterCount + expansion.parameterCount)
      reduction.inputGradient(rows: rows, of: branchGradient, into: expandedGradient)
      Scalar.kernels.geluBackward(
        GeluBackward(count: rows * hidden, input: expanded, gradient: expandedGradient))
      norm.backward(
        through: expansion, of: expandedGradient, input: input, addingTo: gradient, pass: pass)
    }
    return gradient
  }
}

/// The hidden activations: of a block of rows, or all of them for the way back.
struct MLPMemory: LayerMemory {
  let hiddenChannels: Int

  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTape(use.rows * hiddenChannels)
    takeBlock(use, from: &memory)
  }

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTemporarily(use.noise + [use.rows * hiddenChannels, use.outputCount, use.channels])
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    takeBlock(use, from: &memory)
  }

  private func takeBlock(_ use: LayerUse, from memory: inout PassMemory) {
    let rows = use.orders * MLPLayer<Float>.rowsPerBlock
    memory.takeTemporarily([rows * use.channels, rows * hiddenChannels])
  }
}
