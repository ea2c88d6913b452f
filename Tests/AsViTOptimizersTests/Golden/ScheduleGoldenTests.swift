import AsViTOptimizers
import AsViTTestSupport
import Testing

/// Every schedule of every file, against an independent implementation that agrees with torch and
/// timm.
@Suite struct ScheduleGoldenTests {
  @Test(arguments: try ScheduleCase.all())
  func `follows the library`(example: ScheduleCase) throws {
    let schedule = try example.schedule()
    let rates = example.record.learningRates
    let allowed = 1e-12 * rates.max()!
    for (update, expected) in rates.enumerated() {
      let rate = schedule.learningRate(at: Double(update))
      #expect(abs(rate - expected) <= allowed, "update \(update): \(rate), expected \(expected)")
      let momentum = schedule.momentum(at: Double(update))
      #expect(example.record.momenta.map { abs($0[update] - momentum!) <= 1e-12 } ?? true)
      #expect(example.record.momenta != nil || momentum == nil)
    }
    #expect(rates.count == example.record.updateCount)
  }

  struct Scaling: Decodable {
    let rule: String
    let baseRate: Double?
    let baseBatch: Int?
    let batch: Int
    let rate: Double

    enum CodingKeys: String, CodingKey {
      case rule, batch
      case rate = "lr"
      case baseRate = "base_lr"
      case baseBatch = "base_batch"
      case warmupShare = "warmup_fraction"
    }
    let warmupShare: Double?
  }

  @Test func `scales with the batch`() throws {
    struct File: Decodable { let cases: [Scaling] }
    let cases = try Golden.cases(of: "schedules", having: "rule").flatMap {
      try $0.decoded(as: File.self).cases
    }
    for example in cases {
      let scaling: BatchScaling = example.rule == "linear" ? .linear : .squareRoot
      let rate = scaling.scaled(
        example.baseRate ?? 5e-3, from: example.baseBatch ?? 32_768, to: example.batch)
      #expect(relativeError(rate, from: example.rate) <= 1e-12, "\(example)")
      if let share = example.warmupShare {
        let scaled = BatchScaling.linear.scaled(0.2, from: 32_768, to: example.batch)
        #expect(relativeError(scaled, from: share) <= 1e-12, "\(example)")
      }
    }
  }
}
