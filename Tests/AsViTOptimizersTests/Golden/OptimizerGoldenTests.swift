import AsViTNumerics
import AsViTOptimizers
import AsViTTestSupport
import Testing

/// Every trajectory of every family, against an independent float64 implementation that agrees with
/// the libraries each file names.
@Suite struct OptimizerGoldenTests {
  @Test(arguments: try OptimizerCase.all())
  func `follows the trajectory in Double`(example: OptimizerCase) throws {
    try follow(example, in: Double.self) { value, expected in
      abs(value - expected) <= 1e-12 * (1 + abs(expected))
    }
  }

  @Test(arguments: try OptimizerCase.all())
  func `follows the trajectory in Float`(example: OptimizerCase) throws {
    try follow(example, in: Float.self) { value, expected in
      abs(Double(value) - expected) <= example.record.tolerance.float32 * (1 + abs(expected))
    }
  }

  /// Each library's own float32 run lies within a quarter of the tolerance of the expected values.
  @Test(arguments: try OptimizerCase.all())
  func `follows each library in Float`(example: OptimizerCase) throws {
    let allowed = 1.25 * example.record.tolerance.float32
    for (library, values) in example.record.libraries ?? [:] {
      try follow(example, along: values, in: Float.self) { value, expected in
        abs(Double(value) - expected) <= allowed * (1 + abs(expected))
      }
      #expect(!values.isEmpty, "\(library)")
    }
  }

  private func follow<Scalar: NetworkScalar>(
    _ example: OptimizerCase, along trajectory: [String: [Double]]? = nil, in _: Scalar.Type,
    isClose: (Scalar, Double) -> Bool
  ) throws {
    let (problem, record) = (example.problem, example.record)
    let expected = trajectory ?? record.expected
    var parameters: [[Scalar]] = problem.split(try #require(problem.initial[record.initial]))
    var optimizer = Optimizer(
      try example.rule(), updating: parameters, groups: example.groups,
      clipping: example.clipping())
    var comparedCount = 0
    for (update, gradient) in problem.gradients.enumerated() {
      for event in record.events ?? [] where event.beforeStep == update + 1 {
        try #require(event.action == "restart_opt")
        optimizer.restart()
      }
      optimizer.rule.learningRate = record.learningRates[update]
      if let momenta = record.momenta { optimizer.rule.momentum = momenta[update] }
      optimizer.update(&parameters, along: problem.split(gradient))
      guard let values = expected[String(update + 1)] else { continue }
      comparedCount += 1
      for (index, pair) in zip(parameters.joined(), values).enumerated() {
        #expect(
          isClose(pair.0, pair.1),
          "value \(index) after update \(update + 1): \(pair.0), expected \(pair.1)")
      }
    }
    #expect(comparedCount == expected.count)
  }
}
