import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport
import Glibc
import Testing

@Suite struct NetworkGoldenTests {
  @Test(arguments: try NetworkCases.scored())
  func `features and logits in Float`(golden: any NetworkCase) throws {
    try checkForward(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try NetworkCases.scored())
  func `features and logits in Double`(golden: any NetworkCase) throws {
    try checkForward(golden, as: Double.self) { _ in 1e-9 }
  }

  private func checkForward<Scalar: NetworkScalar>(
    _ golden: any NetworkCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try golden.network(as: Scalar.self)
    let arena = Arena<Scalar>()
    for (output, name) in [
      (Network<Scalar>.Output.features, "image_features"), (.logits, "logits"),
    ] {
      let images = try images(of: golden, for: network, in: arena)
      let result = network.forward(images, to: output, pass: ForwardPass(scratch: arena))
      let expected = try golden.tensors.values(of: "expected.\(name)", as: Double.self)
      #expect(relativeError(result.values, from: expected) < tolerance(name), "\(name)")
    }
  }

  @Test(arguments: try NetworkCases.trained())
  func `gradients of the training loss in Float`(golden: any NetworkCase) throws {
    try checkGradients(
      golden, as: Float.self, lossTolerance: golden.tolerance(for: "loss"),
      gradientTolerance: golden.tolerance(for: "worst_gradient"))
  }

  @Test(arguments: try NetworkCases.trained())
  func `gradients of the training loss in Double`(golden: any NetworkCase) throws {
    try checkGradients(golden, as: Double.self, lossTolerance: 1e-9, gradientTolerance: 1e-9)
  }

  private func checkGradients<Scalar: NetworkScalar>(
    _ golden: any NetworkCase, as _: Scalar.Type, lossTolerance: Double, gradientTolerance: Double
  ) throws {
    let network = try golden.network(as: Scalar.self)
    let arena = Arena<Scalar>()
    let tape = Tape<Scalar>()
    let images = try images(of: golden, for: network, in: arena)
    let logits = network.forward(
      images, to: .logits, pass: ForwardPass(scratch: arena, tape: tape))
    let expectedLogits = try golden.tensors.values(of: "expected.logits", as: Double.self)
    #expect(relativeError(logits.values, from: expectedLogits) < gradientTolerance)

    let labels = try golden.tensors.values(of: "input.labels", as: Int64.self).map { Int($0) }
    let (loss, slopes) = smoothedCrossEntropy(
      logits.values, labels: labels, classCount: network.architecture.classCount, smoothing: 0.1)
    #expect(relativeError(loss, from: try #require(golden.expected["loss"])) < lossTolerance)

    let gradient = Activation(
      arena, orders: 1, imageCount: logits.imageCount, shape: logits.shape)
    for (index, slope) in slopes.enumerated() { gradient.base[index] = Scalar(slope) }
    let gradients = ParameterStore<Scalar>(network.architecture)
    network.backward(gradient, from: .logits, tape: tape, scratch: arena, gradients: gradients)
    var squares = 0.0
    for parameter in network.architecture.parameters {
      let expected = try golden.tensors.values(of: "grad.\(parameter.name)", as: Double.self)
      let actual = gradients.values(of: parameter.name)
      #expect(relativeError(actual, from: expected) < gradientTolerance, "\(parameter.name)")
      squares += actual.reduce(0) { $0 + Double($1) * Double($1) }
    }
    guard let norm = golden.expected["gradient_norm"] else { return }
    #expect(relativeError(squares.squareRoot(), from: norm) < gradientTolerance)
  }

  /// The mean over samples and its gradient by the logits.
  private func smoothedCrossEntropy(
    _ logits: [Double], labels: [Int], classCount: Int, smoothing: Double
  ) -> (loss: Double, gradient: [Double]) {
    var loss = 0.0
    var gradient = logits
    for (sample, label) in labels.enumerated() {
      let row = sample * classCount..<(sample + 1) * classCount
      let total = logits[row].reduce(0) { $0 + exp($1) }
      for index in row {
        let target =
          smoothing / Double(classCount) + (index - row.lowerBound == label ? 1 - smoothing : 0)
        let logProbability = logits[index] - log(total)
        loss -= target * logProbability / Double(labels.count)
        gradient[index] = (exp(logProbability) - target) / Double(labels.count)
      }
    }
    return (loss, gradient)
  }
}
