import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

/// Halves the grid: unfold, norm, linear reduction. See `Layer.Kind.merge`.
///
/// Unfolded features are ordered (y, x, channel) here, and so are the norm's parameters, the
/// columns of the weight and their gradients; `ParameterStore` converts.
struct MergeLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let norm: Norm<Scalar>
  private let reduction: Linear<Scalar>
  private let patches: Patches<Scalar>
  private let outputShape: TensorShape

  var linears: [Linear<Scalar>] { [reduction] }

  init(_ layer: Layer, kernelSize: Int, parameters: [UnsafePointer<Scalar>]) {
    patches = Patches(
      geometry: PatchGeometry(
        inputSide: layer.input.gridSide, outputSide: layer.output.gridSide,
        kernelSize: kernelSize, stride: 2, padding: layer.padding),
      channels: layer.input.channelCount, channelsFirst: false)
    norm = Norm(
      channels: patches.featureCount, weight: parameters[0], bias: parameters[1],
      epsilon: Layer.torchEpsilon)
    reduction = Linear(
      inputs: patches.featureCount, outputs: layer.output.channelCount, weight: parameters[2],
      bias: nil)
    outputShape = layer.output
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    let output = pass.output(for: input, shape: outputShape)
    let rows = output.rowCount
    pass.scratch.scoped {
      let unfolded = patches.unfold(input, scratch: pass.scratch)
      if pass.normalises {
        norm.forward(
          rows: rows, orders: input.orders, input: unfolded,
          inputStride: rows * reduction.inputs, output: unfolded,
          outputStride: rows * reduction.inputs)
      }
      reduction.forward(
        rows: rows, orders: input.orders, input: unfolded, inputStride: rows * reduction.inputs,
        output: output.base, outputStride: output.stride)
    }
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let scratch = pass.scratch
    let rows = gradient.rowCount
    let inputGradient = pass.gradient(by: input)
    scratch.scoped {
      let unfolded = patches.unfold(input, scratch: scratch)
      let normalised = scratch.take(rows * reduction.inputs)
      norm.forward(
        rows: rows, orders: 1, input: unfolded, inputStride: 0, output: normalised,
        outputStride: 0)
      reduction.weightGradient(
        of: gradient.base, input: normalised, rows: gradient.rows, target: pass.target,
        offset: norm.parameterCount)
      reduction.inputGradient(rows: rows, of: gradient.base, into: normalised)
      norm.backward(
        input: unfolded, gradient: normalised, into: normalised, accumulates: false,
        rows: gradient.rows, pass: pass)
      patches.fold(normalised, into: inputGradient)
    }
    return inputGradient
  }
}

/// Unfolded features, and twice as many with their norm's gradient on the way back.
struct MergeMemory: LayerMemory {
  let kernelSize: Int

  private func featureCount(_ use: LayerUse) -> Int {
    kernelSize * kernelSize * use.layer.input.channelCount
  }

  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTemporarily([use.rows * featureCount(use)])
  }

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    let features = featureCount(use)
    memory.takeLasting(use.inputCount)
    memory.takeTemporarily([use.rows * features, use.rows * features, features])
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.outputCount)
    memory.takeTemporarily([use.rows * featureCount(use)])
  }
}
