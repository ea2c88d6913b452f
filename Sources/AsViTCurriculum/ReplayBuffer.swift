/// A store of loaded elements for further use, when loading is slower than training.
///
/// Each step trains on the loaded batch and on chunks of earlier ones, so that an element is used
/// `replayFactor` times on average and the loader has that much less to do. Elements are handles:
/// the buffer copies none of what they stand for. Each phase of a curriculum starts with an empty
/// buffer.
///
/// Wang et al., TPAMI 2024, and the authors' code.
public struct ReplayBuffer<Element> {
  public let replayFactor: Int
  /// Loaded batches that are kept.
  public let batchCapacity: Int
  /// Pieces into which a loaded batch is cut.
  public let chunksPerBatch: Int
  /// Oldest first.
  public private(set) var chunks: [[Element]] = []

  public init(replayFactor: Int, batchCapacity: Int, chunksPerBatch: Int) {
    precondition(
      replayFactor > 0 && batchCapacity > 0 && chunksPerBatch > 0,
      "\(replayFactor) uses of \(batchCapacity) batches in \(chunksPerBatch) chunks")
    self.replayFactor = replayFactor
    self.batchCapacity = batchCapacity
    self.chunksPerBatch = chunksPerBatch
  }

  /// What to train on: the loaded batch, then chunks drawn with replacement from the whole buffer,
  /// those just added included.
  public mutating func batch(
    loading batch: [Element], using rng: inout some RandomNumberGenerator
  ) -> [Element] {
    add(batch)
    let chunkCount = UInt64(chunks.count)
    return batch
      + (0..<(replayFactor - 1) * chunksPerBatch).flatMap { _ in
        // The upper half of a product needs no redraws, so that any generator comes to an end.
        chunks[Int(rng.next().multipliedFullWidth(by: chunkCount).high)]
      }
  }

  /// Adds a loaded batch without drawing: a resumed training fills its buffer so, with the last
  /// `batchCapacity` batches of the phase.
  ///
  /// The batch is cut into chunks whose sizes differ by one at most, the larger first; when there
  /// are too many the oldest batch is dropped.
  public mutating func add(_ batch: [Element]) {
    let (size, larger) = batch.count.quotientAndRemainder(dividingBy: chunksPerBatch)
    var rest = batch[...]
    for index in 0..<chunksPerBatch {
      let chunk = rest.prefix(index < larger ? size + 1 : size)
      chunks.append(Array(chunk))
      rest = rest.dropFirst(chunk.count)
    }
    if chunks.count > batchCapacity * chunksPerBatch { chunks.removeFirst(chunksPerBatch) }
  }
}

extension ReplayBuffer: Sendable where Element: Sendable {}

extension ReplayBuffer {
  /// Chunks of equal size, so that every batch to train on is `replayFactor` times the loaded one:
  /// the most that are not above the authors' 32.
  public static func chunksPerBatch(loadedBatchSize: Int) -> Int {
    (1...32).reversed().first { loadedBatchSize.isMultiple(of: $0) } ?? 1
  }

  /// Loaded batches to keep of a data set: as many as the authors keep, or fewer, so that the
  /// buffer holds less than half the data and is not just the data set itself.
  public static func batchCapacity(
    replayFactor: Int, loadedBatchSize: Int, sampleCount: Int
  ) -> Int {
    precondition(loadedBatchSize > 0, "batches of \(loadedBatchSize)")
    let published = replayFactor > 2 ? 1920 : 256
    return max(1, min(published, (sampleCount - 1) / (2 * loadedBatchSize)))
  }
}
