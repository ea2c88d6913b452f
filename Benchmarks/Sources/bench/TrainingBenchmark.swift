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
  /// PyTorch 2.15 on two cores of an EPYC Genoa with AVX2.
  let pyTorchImagesPerSecond: Double

  static let all = [
    TrainingBenchmark(
      side: 32, stemStride: 4, batchSize: 64, updateCount: 50, pyTorchImagesPerSecond: 1584),
    TrainingBenchmark(
      side: 32, stemStride: 2, batchSize: 64, updateCount: 20, pyTorchImagesPerSecond: 445),
    TrainingBenchmark(
      side: 224, stemStride: 4, batchSize: 8, updateCount: 8, pyTorchImagesPerSecond: 11.3),
  ]

  struct Row: Codable {
    let side: Int
    let stemStride: Int
    let batchSize: Int
    let threads: Int
    let imagesPerSecond: Double
    /// Useful work: three times the forward pass, two operations for a multiply-accumulate.
    let gigaflopsPerSecond: Double
    let fractionOfMatrixPeak: Double
    let timesPyTorch: Double
  }

  func row(threads: Int, peak: Double, runs: Int) throws -> Row {
    let family = AsViTFamily(imageSide: side, stemStride: stemStride, classCount: 10)
    let architecture = try family.architecture(for: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32"))
    let workers = Workers(count: threads)
    let trainer = Trainer<Float>(
      of: ParameterStore(architecture, seed: Seed(1), workers: workers),
      rule: AdamW(weightDecay: 0.05), workers: workers)
    let batch = randomBatch()
    func update() {
      _ = trainer.update(on: batch, following: ConstantRate(1e-4), at: 0, seed: Seed(0))
    }
    // The first run warms up.
    let times = (0...runs).map { _ in seconds { for _ in 0..<updateCount { update() } } }
    let time = times.dropFirst().min()! / Double(updateCount)
    let work = 6e-9 * Double(architecture.macCount * batchSize)
    return Row(
      side: side, stemStride: stemStride, batchSize: batchSize, threads: threads,
      imagesPerSecond: Double(batchSize) / time, gigaflopsPerSecond: work / time,
      fractionOfMatrixPeak: work / time / peak,
      timesPyTorch: Double(batchSize) / time / pyTorchImagesPerSecond)
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
