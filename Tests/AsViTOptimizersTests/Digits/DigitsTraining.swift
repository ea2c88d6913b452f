import AsViTNumerics
import AsViTOptimizers
import Glibc

/// Training on the digits as the reference runs do it.
struct DigitsTraining<Scalar: NetworkScalar> {
  let data: Digits<Scalar>
  let model: DigitsModel<Scalar>
  private var optimizer: Optimizer<Scalar>
  private var batches: DigitsBatches
  private let images: ScalarBuffer<Scalar>

  /// - Parameter data: from `Digits.load`.
  init(
    _ rule: any UpdateRule, on data: Digits<Scalar>, widths: [Int], seed: UInt64,
    batchSize: Int = 64, clipping: GradientClipping? = nil
  ) {
    self.data = data
    model = DigitsModel(widths: widths, seed: seed)
    optimizer = Optimizer(
      rule, counts: model.parameters.map(\.count), groups: model.groups, clipping: clipping)
    batches = DigitsBatches(imageCount: data.train.labels.count, size: batchSize, seed: seed)
    images = ScalarBuffer(count: batchSize * 64)
  }

  mutating func update(learningRate: Double) {
    let batch = batches.next()
    for (row, image) in batch.enumerated() {
      (images.base + 64 * row).update(from: data.train.images.base + 64 * image, count: 64)
    }
    model.differentiate(images, labels: batch.map { data.train.labels[$0] })
    optimizer.rule.learningRate = learningRate
    optimizer.update(model.views)
  }
}

/// Batches of an epoch are cut from a fresh shuffle; the remainder is left out.
struct DigitsBatches {
  private let imageCount: Int
  private let size: Int
  private var generator: SplitMix64
  private var order: [Int] = []

  init(imageCount: Int, size: Int, seed: UInt64) {
    (self.imageCount, self.size) = (imageCount, size)
    generator = SplitMix64(seed: Seed(10_000 + seed))
  }

  mutating func next() -> [Int] {
    if order.count < size {
      order = Array(0..<imageCount)
      for index in stride(from: imageCount - 1, to: 0, by: -1) {
        order.swapAt(index, Int(generator.next() % UInt64(index + 1)))
      }
    }
    defer { order.removeFirst(size) }
    return Array(order.prefix(size))
  }
}

/// A tenth of the updates of warm-up, which ends one update earlier than `Warmup`, then a cosine to
/// zero.
struct DigitsSchedule: Schedule {
  let peak: Double
  let updateCount: Int

  func learningRate(at time: Double) -> Double {
    let (rise, count) = (Double(updateCount / 10), Double(updateCount))
    if time < rise { return peak * (time + 1) / rise }
    return CosineDecay(peak: peak, length: count - rise).learningRate(at: time - rise)
  }
}
