import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers
import AsViTTestSupport
import AsViTTraining
import Testing

struct TrainerTests {
  private func losses<Scalar: NetworkScalar>(
    _ kind: OptimizerKind, rate: Double, as _: Scalar.Type
  ) throws -> [Double] {
    let architecture = try TinyTraining.family.architecture(for: TinyTraining.genotype)
    // The same weights in both: drawn in Float.
    let drawn = ParameterStore<Float>(architecture, seed: Seed(4), workers: Workers(count: 1))
    let store = ParameterStore<Scalar>(architecture)
    for parameter in architecture.parameters {
      store.setValues(drawn.values(of: parameter.name).map { Scalar($0) }, of: parameter.name)
    }
    let trainer = Trainer<Scalar>(
      of: store, rule: kind.rule(learningRate: rate, weightDecay: 0.05), clipping: .norm(1),
      regularisation: Regularisation(dropPath: 0.2, dropout: 0.1), workers: Workers(count: 2))
    let schedule = OneCycle(peak: rate, length: 1)
    return try (0..<10).map { step in
      try trainer.update(
        on: randomBatch(imageCount: 12, side: 16, classCount: 4, seed: UInt64(step % 3)),
        following: schedule, at: Double(step) / 10, seed: Seed(UInt64(step))
      ).loss
    }
  }

  @Test(arguments: OptimizerKind.allCases)
  func `ten updates in Float lose what they lose in Double`(kind: OptimizerKind) throws {
    let rate = kind.learningRate
    let single = try losses(kind, rate: rate, as: Float.self)
    let double = try losses(kind, rate: rate, as: Double.self)
    for (a, b) in zip(single, double) { #expect(relativeError(a, from: b) < 1e-4) }
    #expect(double[9] != double[0])
  }
}
