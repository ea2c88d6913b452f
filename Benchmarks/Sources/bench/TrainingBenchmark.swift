import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers
import AsViTTraining

/// A training step of the paper's seed topology: forward, backward, AdamW.
struct TrainingBenchmark {
  let side: Int
  let stemStride: Int
  let batchSize: Int
  let updateCount: Int

  static let genotype = "8,2,3|4,1,2|4,1,4|4,1,6|32"
  static let all = [
    TrainingBenchmark(side: 32, stemStride: 4, batchSize: 64, updateCount: 50),
    TrainingBenchmark(side: 32, stemStride: 2, batchSize: 64, updateCount: 20),
    TrainingBenchmark(side: 224, stemStride: 4, batchSize: 8, updateCount: 8),
  ]

  struct Row: Codable {
    let side: Int
    let stemStride: Int
    let batchSize: Int
    let threads: Int
    let imagesPerSecond: Double
    /// By useful work: three times the forward pass, two operations for a multiply-accumulate.
    let speed: Speed
  }

  var title: String { "\(side) pixels, stride \(stemStride), batch \(batchSize)" }

  func row(threads: Int, peaks: Peaks, runs: Int) throws -> Row {
    let train = try updates(threads: threads)
    // The first run warms up.
    let time = try (0...runs).map { _ in try train() }.dropFirst().min()! / Double(updateCount)
    return Row(
      side: side, stemStride: stemStride, batchSize: batchSize, threads: threads,
      imagesPerSecond: Double(batchSize) / time,
      speed: Speed(
        gigaflops: 6e-9 * Double(try architecture.macCount * batchSize), seconds: time,
        peaks: peaks))
  }

  func comparison(with peer: Peer, threads: Int, rounds: Int) throws -> Comparison {
    let train = try updates(threads: threads)
    return try Comparison(rounds: rounds) {
      try train()
    } peer: {
      try peer.seconds(
        .init(
          work: "training", genotype: Self.genotype, side: side, stride: stemStride,
          batch: batchSize, steps: updateCount))
    }
  }

  func imagesPerSecond(_ seconds: [Double]) -> Double {
    Double(batchSize * updateCount) / seconds.sorted()[seconds.count / 2]
  }

  private var architecture: Architecture {
    get throws {
      try AsViTFamily(imageSide: side, stemStride: stemStride, classCount: 10)
        .architecture(for: Genotype(Self.genotype))
    }
  }

  /// The seconds of `updateCount` updates.
  private func updates(threads: Int) throws -> () throws -> Double {
    let workers = Workers(count: threads)
    let trainer = Trainer<Float>(
      of: ParameterStore(try architecture, seed: Seed(1), workers: workers),
      rule: AdamW(weightDecay: 0.05), workers: workers)
    let batch = randomBatch()
    return {
      try seconds {
        for _ in 0..<updateCount {
          _ = try trainer.update(on: batch, following: ConstantRate(1e-4), at: 0, seed: Seed(0))
        }
      }
    }
  }

  private func randomBatch() -> Batch<Float> {
    var generator = SplitMix64(seed: Seed(2))
    return Batch(
      imageCount: batchSize, side: side,
      images: (0..<batchSize * 3 * side * side).map { _ in
        .random(in: -1...1, using: &generator)
      },
      targets: (0..<batchSize).flatMap { image in
        (0..<10).map { $0 == image % 10 ? 1 : 0 }
      })
  }
}
