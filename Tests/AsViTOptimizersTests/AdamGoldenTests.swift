import AsViTOptimizers
import Testing

/// Against trajectories from an independent float64 implementation that agrees with
/// `torch.optim.Adam`.
@Suite struct AdamGoldenTests {
  struct Hyperparameters: Decodable {
    let betas: [Double]
    let eps: Double
    let weightDecay: Double
    let amsgrad: Bool

    enum CodingKeys: String, CodingKey {
      case betas, eps, amsgrad
      case weightDecay = "weight_decay"
    }
  }

  static let names = ["adam", "adam_l2", "adam_eps_large", "adam_amsgrad", "adam_amsgrad_l2"]

  @Test func everyCaseIsTested() throws {
    let golden = try OptimizerGolden<Hyperparameters>(named: "adam")
    #expect(golden.cases.map(\.name) == Self.names)
  }

  @Test(arguments: names)
  func followsTheTrajectoryInDouble(name: String) throws {
    try follow(name, in: Double.self, tolerance: \.float64)
  }

  @Test(arguments: names)
  func followsTheTrajectoryInFloat(name: String) throws {
    try follow(name, in: Float.self, tolerance: \.float32)
  }

  private func follow<Scalar: BinaryFloatingPoint & Sendable>(
    _ name: String, in _: Scalar.Type,
    tolerance: KeyPath<OptimizerGolden<Hyperparameters>.Tolerance, Double>
  ) throws {
    let golden = try OptimizerGolden<Hyperparameters>(named: "adam")
    let example = try #require(golden.cases.first { $0.name == name })
    let allowed = example.tolerance[keyPath: tolerance]
    let initial: [[Scalar]] = golden.problem.split(golden.problem.initial[example.initial]!)

    for (index, tensor) in golden.problem.tensors.enumerated() {
      let hyperparameters = example.hyperparameters
      var parameters = [initial[index]]
      var optimizer = Optimizer(
        Adam(
          firstMomentum: hyperparameters.betas[0], secondMomentum: hyperparameters.betas[1],
          epsilon: hyperparameters.eps,
          weightDecay: example.weightDecay(of: tensor) ?? hyperparameters.weightDecay,
          usesLargestSecondMoment: hyperparameters.amsgrad),
        updating: parameters)
      var comparedCount = 0
      for (update, gradient) in golden.problem.gradients.enumerated() {
        optimizer.rule.learningRate = example.learningRates[update]
        let gradients: [[Scalar]] = golden.problem.split(gradient)
        optimizer.update(&parameters, along: [gradients[index]])
        guard let expected = example.expected[String(update + 1)] else { continue }
        comparedCount += 1
        let expectedTensors: [[Double]] = golden.problem.split(expected)
        for (value, expected) in zip(parameters[0], expectedTensors[index]) {
          #expect(
            abs(Double(value) - expected) <= allowed * (1 + abs(expected)),
            "\(tensor.name), update \(update + 1)")
        }
      }
      #expect(comparedCount == example.expected.count)
    }
  }
}
