import AsViTKernelInterface
import AsViTNumerics
import AsViTOptimizers
import Glibc

/// A perceptron with ReLU between its layers and the mean cross-entropy of its softmax.
final class DigitsModel<Scalar: NetworkScalar> {
  /// Of the layers, the input's first.
  let widths: [Int]
  /// Weights `[out, in]` and biases, in turn.
  let parameters: [ScalarBuffer<Scalar>]
  let gradients: [ScalarBuffer<Scalar>]

  /// Weights are uniform in ±1/√in and rounded to Float, biases zero.
  init(widths: [Int], seed: UInt64) {
    self.widths = widths
    var generator = SplitMix64(seed: Seed(seed))
    var (parameters, gradients) = ([ScalarBuffer<Scalar>](), [ScalarBuffer<Scalar>]())
    for (input, output) in zip(widths, widths.dropFirst()) {
      let weight = ScalarBuffer<Scalar>(count: input * output)
      for index in 0..<weight.count {
        let signed = 2 * generator.uniform() - 1
        weight.base[index] = Scalar(Float(signed / Double(input).squareRoot()))
      }
      parameters += [weight, ScalarBuffer(count: output)]
      gradients += [ScalarBuffer(count: input * output), ScalarBuffer(count: output)]
    }
    (self.parameters, self.gradients) = (parameters, gradients)
  }

  var views: [TensorView<Scalar>] {
    zip(parameters, gradients).map { parameters, gradient in
      TensorView(
        parameters: UnsafeMutableBufferPointer(start: parameters.base, count: parameters.count),
        gradient: UnsafeBufferPointer(start: gradient.base, count: gradient.count))
    }
  }

  /// Weights are decayed; biases are neither decayed nor, in timm's forms, adapted.
  var groups: [ParameterGroup] {
    parameters.indices.map { $0.isMultiple(of: 2) ? .weights : ParameterGroup(isDecayed: false) }
  }

  private var layerCount: Int { widths.count - 1 }

  /// The inputs of all layers and the logits.
  private func forward(
    _ images: ScalarBuffer<Scalar>, count: Int
  ) -> [ScalarBuffer<Scalar>] {
    var activations = [images]
    for layer in 0..<layerCount {
      let (input, output) = (widths[layer], widths[layer + 1])
      let panels = ScalarBuffer<Scalar>(
        count: PanelPacking<Scalar>.count(columns: output, depth: input))
      Scalar.kernels.packPanels(
        PanelPacking(
          columns: output, depth: input, source: parameters[2 * layer].base,
          panels: panels.base))
      let values = ScalarBuffer<Scalar>(count: count * output)
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: count, columns: output, depth: input,
          left: .rows(activations[layer].base, stride: input),
          right: .panels(panels.base, depth: input), bias: parameters[2 * layer + 1].base,
          output: values.base, outputStride: output))
      if layer < layerCount - 1 {
        for index in 0..<values.count where values.base[index] < 0 { values.base[index] = 0 }
      }
      activations.append(values)
    }
    return activations
  }

  /// The mean loss, and how many images are classified right.
  func evaluate(_ split: Digits<Scalar>.Split) -> (loss: Double, correctCount: Int) {
    let logits = forward(split.images, count: split.labels.count).last!
    let classCount = widths.last!
    var (loss, correctCount) = (0.0, 0)
    for (row, label) in split.labels.enumerated() {
      let scores = (0..<classCount).map { Double(logits.base[row * classCount + $0]) }
      let largest = scores.max()!
      let sum = scores.reduce(0) { $0 + exp($1 - largest) }
      loss += log(sum) + largest - scores[label]
      if scores[label] == largest { correctCount += 1 }
    }
    return (loss / Double(split.labels.count), correctCount)
  }

  /// Writes the gradient of the mean loss over a batch.
  func differentiate(_ images: ScalarBuffer<Scalar>, labels: [Int]) {
    let count = labels.count
    let activations = forward(images, count: count)
    var gradient = softmaxGradient(activations.last!, labels: labels)
    for layer in (0..<layerCount).reversed() {
      let (input, output) = (widths[layer], widths[layer + 1])
      let inputs = activations[layer]
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: output, columns: input, depth: count,
          left: .transposed(gradient.base, stride: output),
          right: .rows(inputs.base, stride: input), output: gradients[2 * layer].base,
          outputStride: input))
      Scalar.kernels.sumRows(
        RowSum(
          rows: count, columns: output, input: gradient.base, scale: 1,
          output: gradients[2 * layer + 1].base, accumulates: false))
      guard layer > 0 else { return }
      let inputGradient = ScalarBuffer<Scalar>(count: count * input)
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: count, columns: input, depth: output,
          left: .rows(gradient.base, stride: output),
          right: .rows(parameters[2 * layer].base, stride: input), output: inputGradient.base,
          outputStride: input))
      for index in 0..<inputGradient.count where inputs.base[index] <= 0 {
        inputGradient.base[index] = 0
      }
      gradient = inputGradient
    }
  }

  /// (softmax − one-hot) / count.
  private func softmaxGradient(
    _ logits: ScalarBuffer<Scalar>, labels: [Int]
  ) -> ScalarBuffer<Scalar> {
    let classCount = widths.last!
    let gradient = ScalarBuffer<Scalar>(count: logits.count)
    for (row, label) in labels.enumerated() {
      let start = row * classCount
      let scores = (0..<classCount).map { Double(logits.base[start + $0]) }
      let largest = scores.max()!
      let exponentials = scores.map { exp($0 - largest) }
      let sum = exponentials.reduce(0, +)
      for index in 0..<classCount {
        let probability = exponentials[index] / sum - (index == label ? 1 : 0)
        gradient.base[start + index] = Scalar(probability / Double(labels.count))
      }
    }
    return gradient
  }
}

extension SplitMix64 {
  /// Uniform in [0, 1), of 53 bits.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
