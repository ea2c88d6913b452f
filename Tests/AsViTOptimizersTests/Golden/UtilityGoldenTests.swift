import AsViTNumerics
import AsViTOptimizers
import AsViTTestSupport
import Testing

/// Clipping, accumulation and averages of weights, against torch and timm.
@Suite struct UtilityGoldenTests {
  /// The keys of all kinds; a case has those of its own.
  struct Case: Decodable {
    let kind: String
    let options: GoldenOptions
    let finalValues: [Double]?
    let valuesByUpdate: [String: [Double]]?
    /// Of each update, the gradients by their number from 1.
    let gradientsOfUpdate: [[Int]]?

    enum CodingKeys: String, CodingKey {
      case kind
      case expected = "expected_float64"
      case gradientsOfUpdate = "gradients_of_update"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      kind = try container.decode(String.self, forKey: .kind)
      options = try GoldenOptions(from: decoder)
      finalValues = try? container.decode([Double].self, forKey: .expected)
      valuesByUpdate = try? container.decode([String: [Double]].self, forKey: .expected)
      gradientsOfUpdate = try container.decodeIfPresent(
        [[Int]].self, forKey: .gradientsOfUpdate)
    }
  }

  private func cases(_ kind: String) throws -> [(problem: OptimizerProblem, example: Case)] {
    struct File: Decodable {
      let problem: OptimizerProblem
      let cases: [Case]
    }
    return try Golden.cases(of: "optimizers", having: "kind").flatMap { golden in
      let file = try golden.decoded(as: File.self)
      return file.cases.filter { $0.kind == kind }.map { (file.problem, $0) }
    }
  }

  /// An SGD step of rate 1 from zero lands at minus the clipped gradient.
  @Test func `clips the norm`() throws {
    for (problem, example) in try cases("clip_grad_norm") {
      let options = example.options
      let gradient = problem.gradients[Int(try options.number("gradient_of_step")) - 1]
      let gradients: [[Double]] = problem.split(gradient)
      var parameters = gradients.map { $0.map { _ in 0.0 } }
      let norm: GradientClipping.Norm =
        options.text(ifPresent: "norm_type") == "inf" ? .largest : .euclidean
      var optimizer = Optimizer(
        SGD(learningRate: 1), updating: parameters,
        clipping: .norm(try options.number("max_norm"), of: norm))
      let outcome = optimizer.update(&parameters, along: gradients)
      guard case .made(let total) = outcome else {
        Issue.record("the update was skipped")
        return
      }
      #expect(abs(total - (try options.number("total_norm"))) <= 1e-12 * (1 + total))
      expectClose(parameters.map { $0.map { -$0 } }, try #require(example.finalValues))
    }
  }

  @Test func `accumulates micro batches`() throws {
    for (problem, example) in try cases("gradient_accumulation") {
      let options = example.options
      var parameters: [[Double]] = problem.split(problem.initial["dense"]!)
      let sizes = try options.numbers("micro_batch_sizes").map { Int($0) }
      var accumulator = GradientAccumulator<Double>(counts: parameters.map(\.count))
      var optimizer = Optimizer(
        AdamW(learningRate: 0.01, weightDecay: 0.05), updating: parameters,
        clipping: options.number(ifPresent: "max_norm").map { .norm($0) })
      let updates = try #require(example.gradientsOfUpdate)
      for numbers in updates {
        for (number, size) in zip(numbers, sizes) {
          accumulator.add(problem.split(problem.gradients[number - 1]), sampleCount: size)
        }
        #expect(accumulator.sampleCount == sizes.reduce(0, +))
        optimizer.update(&parameters, along: accumulator.takeMean())
      }
      #expect(updates.count == Int(try options.number("updates")))
      expectClose(parameters, try #require(example.finalValues))
    }
  }

  @Test func `averages weights`() throws {
    for (problem, example) in try cases("ema") {
      var parameters: [[Double]] = problem.split(problem.initial["dense"]!)
      var optimizer = Optimizer(SGD(learningRate: 0.05), updating: parameters)
      var average = WeightAverage(
        of: parameters, decay: try example.options.number("decay"),
        start: try start(example.options))
      let expected = try #require(example.valuesByUpdate)
      var comparedCount = 0
      for (update, gradient) in problem.gradients.enumerated() {
        optimizer.update(&parameters, along: problem.split(gradient))
        average.update(with: parameters)
        guard let values = expected[String(update + 1)] else { continue }
        comparedCount += 1
        expectClose(average.tensors, values)
      }
      #expect(comparedCount == expected.count)
    }
  }

  private func start(_ options: GoldenOptions) throws -> WeightAverage<Double>.Start {
    switch options.text(ifPresent: "variant") {
    case "torch": .copyingFirstUpdate
    case "timm": .initialWeights
    default:
      .warmup(
        gamma: try options.number("warmup_gamma"), power: try options.number("warmup_power"),
        copiedUpdates: Int(try options.number("update_after_step")))
    }
  }

  private func expectClose(_ tensors: [[Double]], _ expected: [Double]) {
    let values = Array(tensors.joined())
    #expect(values.count == expected.count)
    for (value, expected) in zip(values, expected) {
      #expect(abs(value - expected) <= 1e-12 * (1 + abs(expected)))
    }
  }
}
