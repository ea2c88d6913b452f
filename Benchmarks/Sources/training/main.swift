// Prints the speed of training steps (forward, backward, AdamW), and then the rows as JSON lines.
import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers
import AsViTTraining
import Foundation

struct TrainingBenchmark {
  let side: Int
  let stride: Int
  let batch: Int
  let steps: Int
  /// PyTorch 2.15 on two cores of an EPYC Genoa with AVX2.
  let pyTorchImagesPerSecond: Double

  static let all = [
    TrainingBenchmark(side: 32, stride: 4, batch: 64, steps: 50, pyTorchImagesPerSecond: 1584),
    TrainingBenchmark(side: 32, stride: 2, batch: 64, steps: 20, pyTorchImagesPerSecond: 445),
    TrainingBenchmark(side: 224, stride: 4, batch: 8, steps: 4, pyTorchImagesPerSecond: 11.3),
  ]
}

let threads = ProcessInfo.processInfo.activeProcessorCount
for benchmark in TrainingBenchmark.all {
  let family = AsViTFamily(
    imageSide: benchmark.side, stemStride: benchmark.stride, classCount: 10)
  let architecture = try family.architecture(for: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32"))
  let workers = Workers(count: threads)
  let trainer = Trainer<Float>(
    of: ParameterStore(architecture, seed: Seed(1), workers: workers), rule: AdamW(),
    workers: workers)
  var generator = SplitMix64(seed: Seed(2))
  let batch = Batch<Float>(
    imageCount: benchmark.batch, side: benchmark.side,
    images: (0..<benchmark.batch * 3 * benchmark.side * benchmark.side).map { _ in
      .random(in: -1...1, using: &generator)
    },
    targets: (0..<benchmark.batch).flatMap { image in
      (0..<10).map { $0 == image % 10 ? 1 : 0 }
    })
  func step() {
    _ = trainer.update(on: batch, following: ConstantRate(1e-4), at: 0, seed: Seed(0))
  }
  step()
  let time = (0..<3).map { _ in
    ContinuousClock().measure { for _ in 0..<benchmark.steps { step() } } / .seconds(1)
      / Double(benchmark.steps)
  }.min()!
  let flops = 6 * Double(architecture.macCount * benchmark.batch)
  print(
    benchmark.side, benchmark.stride, benchmark.batch,
    "ms", time * 1e3, "images/s", Double(benchmark.batch) / time, "ratio",
    Double(benchmark.batch) / time / benchmark.pyTorchImagesPerSecond, "GFLOP/s",
    flops / time * 1e-9, "parameters", architecture.parameterCount)
}
