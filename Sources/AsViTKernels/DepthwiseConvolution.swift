import AsViTKernelInterface

/// See `DepthwiseConvolution`.
func convolveDepthwise<T: KernelScalar>(_ operands: DepthwiseConvolution<T>) {
  let (channels, outputs) = (operands.inputChannels, operands.outputChannels)
  let tapCount = operands.geometry.kernelSize * operands.geometry.kernelSize
  let tokenCount = operands.geometry.outputSide * operands.geometry.outputSide
  for index in 0..<tokenCount * outputs { operands.output[index] = 0 }
  if let bias = operands.bias {
    for token in 0..<tokenCount {
      let row = operands.output + token &* outputs
      for channel in 0..<outputs { row[channel] = bias[channel] }
    }
  }
  let multiplier = outputs / channels
  forEachTap(operands.geometry) { token, cell, tap in
    let (input, output) = (operands.input + cell &* channels, operands.output + token &* outputs)
    for channel in 0..<channels {
      for copy in 0..<multiplier {
        let place = channel &* multiplier &+ copy
        output[place] += operands.weight[place &* tapCount &+ tap] * input[channel]
      }
    }
  }
}

/// See `DepthwiseConvolutionBackward`.
func convolveDepthwiseBackward<T: KernelScalar>(_ operands: DepthwiseConvolutionBackward<T>) {
  let (channels, outputs) = (operands.inputChannels, operands.outputChannels)
  let tapCount = operands.geometry.kernelSize * operands.geometry.kernelSize
  let multiplier = outputs / channels
  forEachTap(operands.geometry) { token, cell, tap in
    let input = operands.input + cell &* channels
    let inputGradient = operands.inputGradient + cell &* channels
    let gradient = operands.outputGradient + token &* outputs
    for channel in 0..<channels {
      for copy in 0..<multiplier {
        let place = channel &* multiplier &+ copy
        let weight = place &* tapCount &+ tap
        inputGradient[channel] += operands.weight[weight] * gradient[place]
        operands.weightGradient[weight] += gradient[place] * input[channel]
      }
    }
  }
}

/// Calls `body` with an output token, an input cell and the tap between them, for all cells inside the
/// grid.
@inline(__always)
private func forEachTap(
  _ geometry: PatchGeometry, _ body: (_ token: Int, _ cell: Int, _ tap: Int) -> Void
) {
  let side = geometry.inputSide
  for token in 0..<geometry.outputSide * geometry.outputSide {
    let (row, column) = token.quotientAndRemainder(dividingBy: geometry.outputSide)
    for tap in 0..<geometry.kernelSize * geometry.kernelSize {
      let (tapRow, tapColumn) = tap.quotientAndRemainder(dividingBy: geometry.kernelSize)
      let y = row &* geometry.stride &+ tapRow &* geometry.dilation &- geometry.padding
      let x = column &* geometry.stride &+ tapColumn &* geometry.dilation &- geometry.padding
      guard y >= 0, y < side, x >= 0, x < side else { continue }
      body(token, y &* side &+ x, tap)
    }
  }
}
