import AsViTCurriculum
import AsViTNumerics

/// The images of a phase that are trained on more often than they are loaded. See `ReplayBuffer`.
struct Replay {
  private var buffer: ReplayBuffer<Handle>
  private let seed: Seed

  /// An image in a loaded batch.
  private struct Handle: Sendable {
    let batch: Shared
    let row: Int
  }

  private final class Shared: Sendable {
    let images: BatchLoader.Images

    init(_ images: BatchLoader.Images) { self.images = images }
  }

  /// The images of a phase; nil where they are used once.
  init?(_ phase: CurriculumPhase, planner: StepPlanner, seed: Seed) {
    guard phase.replayFactor > 1 else { return nil }
    let size = min(planner.loadedBatchSize(in: phase), planner.order.count)
    buffer = ReplayBuffer(
      replayFactor: phase.replayFactor,
      batchCapacity: ReplayBuffer<Handle>.batchCapacity(
        replayFactor: phase.replayFactor, loadedBatchSize: size, sampleCount: planner.order.count),
      chunksPerBatch: ReplayBuffer<Handle>.chunksPerBatch(loadedBatchSize: size))
    self.seed = seed
  }

  var batchCapacity: Int { buffer.batchCapacity }

  /// Adds a loaded batch without training on it.
  mutating func keep(_ images: BatchLoader.Images) { buffer.add(Self.handles(of: images)) }

  /// What an update trains on when `images` were loaded for it.
  mutating func images(loading images: BatchLoader.Images, number: Int) -> BatchLoader.Images {
    var generator = SplitMix64(seed: seed.derived(number))
    let handles = buffer.batch(loading: Self.handles(of: images), using: &generator)
    let size = 3 * images.side * images.side
    var values: [Float] = []
    values.reserveCapacity(handles.count * size)
    for handle in handles {
      values += handle.batch.images.values[handle.row * size..<(handle.row + 1) * size]
    }
    return BatchLoader.Images(
      side: images.side, values: values,
      labels: handles.map { $0.batch.images.labels[$0.row] })
  }

  private static func handles(of images: BatchLoader.Images) -> [Handle] {
    let batch = Shared(images)
    return images.labels.indices.map { Handle(batch: batch, row: $0) }
  }
}
