import AsViTNumerics
import AsViTOptimizers
import AsViTTestSupport
import Testing

/// Training runs of the libraries on real data, repeated update by update from their seeds.
@Suite struct DigitsGoldenTests {
  @Test(arguments: try DigitsRun.Reference.loaded.get().runs)
  func `repeats the losses in Double`(run: DigitsRun) throws {
    let data = try Digits<Double>.load()
    for expected in run.seeds { try follow(run, expected, on: data) { _ in 1e-8 } }
  }

  /// The libraries' own float32 runs are up to 2e-6 off at update 100 and 2e-3 at 300.
  @Test(arguments: try DigitsRun.Reference.loaded.get().runs)
  func `repeats the losses in Float`(run: DigitsRun) throws {
    let data = try Digits<Float>.load()
    try follow(run, run.seeds[0], on: data) { $0 <= 100 ? 1e-4 : 1e-2 }
  }

  private func follow<Scalar: NetworkScalar>(
    _ run: DigitsRun, _ expected: DigitsRun.SeedRun, on data: Digits<Scalar>,
    tolerance: (Int) -> Double
  ) throws {
    let recordedUpdates = try DigitsRun.Reference.loaded.get().recordedUpdates
    let updateCount = try #require(recordedUpdates.last)
    var training = DigitsTraining(
      try run.rule(), on: data, widths: run.widths, seed: expected.seed,
      clipping: run.clipping)
    for update in 0...updateCount {
      if let index = recordedUpdates.firstIndex(of: update) {
        let loss = training.model.evaluate(data.train).loss
        let error = relativeError(loss, from: expected.trainLosses[index])
        #expect(
          error <= tolerance(update), "seed \(expected.seed), after update \(update): \(loss)")
      }
      guard update < updateCount else { break }
      training.update(learningRate: try run.learningRate(at: update, of: updateCount))
    }
    let (loss, correctCount) = training.model.evaluate(data.test)
    let accuracy = Double(correctCount) / Double(data.test.labels.count)
    #expect(relativeError(loss, from: expected.testLoss) <= tolerance(updateCount))
    #expect(abs(accuracy - expected.testAccuracy) <= (Scalar.self == Double.self ? 1e-9 : 0.006))
  }
}
