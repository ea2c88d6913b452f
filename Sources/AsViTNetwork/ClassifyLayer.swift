import AsViTArchitecture
import AsViTNumerics
import Glibc

/// A linear map, tanh, a linear map. See `Layer.Kind.classify`.
struct ClassifyLayer<Scalar: NetworkScalar>: NetworkLayer {
  private let hidden: Linear<Scalar>
  private let logits: Linear<Scalar>

  var linears: [Linear<Scalar>] { [hidden, logits] }

  init(_ layer: Layer, hiddenChannels: Int, parameters: [UnsafePointer<Scalar>]) {
    hidden = Linear(
      inputs: layer.input.channelCount, outputs: hiddenChannels, weight: parameters[0],
      bias: parameters[1])
    logits = Linear(
      inputs: hiddenChannels, outputs: layer.output.channelCount, weight: parameters[2],
      bias: parameters[3])
  }

  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar> {
    precondition(input.orders <= 2, "the classifier has a first derivative only")
    let rows = input.rowCount
    let output = pass.output(
      for: input, shape: TensorShape(gridSide: input.shape.gridSide, channelCount: logits.outputs))
    let size = rows * hidden.outputs
    let activated = pass.tape?.keep(size) ?? pass.scratch.take(input.orders * size)
    hidden.forward(
      rows: rows, orders: input.orders, input: input.base, inputStride: input.stride,
      output: activated, outputStride: size)
    replaceByTanh(activated, count: size, orders: input.orders)
    logits.forward(
      rows: rows, orders: input.orders, input: activated, inputStride: size,
      output: output.base, outputStride: output.stride)
    return output
  }

  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>? {
    let input = record.input
    let activated = record.kept[0]
    let rows = input.rowCount
    let inputGradient = pass.gradient(by: input)
    logits.weightGradient(
      of: gradient.base, input: activated, rows: input.rows, target: pass.target,
      offset: hidden.parameterCount)
    pass.scratch.scoped {
      let hiddenGradient = pass.scratch.take(rows * hidden.outputs)
      logits.inputGradient(rows: rows, of: gradient.base, into: hiddenGradient)
      multiplyBySlope(hiddenGradient, ofTanh: activated, count: rows * hidden.outputs)
      hidden.weightGradient(
        of: hiddenGradient, input: input.base, rows: input.rows, target: pass.target, offset: 0)
      hidden.inputGradient(rows: rows, of: hiddenGradient, into: inputGradient.base)
    }
    return inputGradient
  }
}

/// tanh of `count` values and, where there are two orders, of the derivatives that follow them.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func replaceByTanh<Scalar: NetworkScalar>(
  _ values: UnsafeMutablePointer<Scalar>, count: Int, orders: Int
) {
  for index in 0..<count {
    let value = Scalar(tanh(Double(values[index])))
    values[index] = value
    if orders == 2 { values[count + index] *= 1 - value * value }
  }
}

/// gradient · (1 − tanh²), element by element.
@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func multiplyBySlope<Scalar: NetworkScalar>(
  _ gradient: UnsafeMutablePointer<Scalar>, ofTanh values: UnsafePointer<Scalar>, count: Int
) {
  for index in 0..<count { gradient[index] *= 1 - values[index] * values[index] }
}

/// The hidden activations, kept for the way back.
struct ClassifyMemory: LayerMemory {
  let hiddenChannels: Int

  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeTape(use.rows * hiddenChannels)
  }

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.inputCount)
    memory.takeTemporarily([use.rows * hiddenChannels])
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.outputCount)
    memory.takeLasting(use.rows * hiddenChannels)
  }
}
