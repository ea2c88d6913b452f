public import AsViTNumerics

/// The mean gradient over micro-batches, for one update of a batch that does not fit at once.
///
/// Each micro-batch counts by its samples, so that the mean is that of the whole batch when the last
/// one is smaller. Clipping, schedules and averages of weights advance once for each update.
///
///     for batch in microBatches {
///       accumulator.add(gradients(of: batch), sampleCount: batch.count)
///     }
///     optimizer.update(&weights, along: accumulator.takeMean())
public struct GradientAccumulator<Scalar: NetworkScalar>: Sendable {
  /// Samples in the micro-batches since the last mean.
  public private(set) var sampleCount = 0
  private var sums: FlatTensors<Scalar>

  /// - Parameter counts: the sizes of the tensors.
  public init(counts: [Int], workers: Workers = Workers(count: 1)) {
    sums = FlatTensors(counts: counts, workers: workers)
  }

  /// Adds the mean gradient of a micro-batch.
  ///
  /// - Precondition: gradients of the sizes of the start; at least one sample.
  public mutating func add(_ gradients: [UnsafeBufferPointer<Scalar>], sampleCount: Int) {
    precondition(sampleCount > 0, "\(sampleCount) samples")
    // What an earlier mean left is forgotten, even where it was not finite.
    if self.sampleCount == 0 { sums.clear() }
    sums.blend(kept: 1, with: gradients, share: Scalar(sampleCount))
    self.sampleCount += sampleCount
  }

  public mutating func add(_ gradients: [[Scalar]], sampleCount: Int) {
    withBuffers(of: gradients) { add($0, sampleCount: sampleCount) }
  }

  /// Writes the mean over all samples to `gradients` and starts afresh.
  ///
  /// - Precondition: something was added; buffers of the sizes of the start.
  public mutating func takeMean(into gradients: [UnsafeMutableBufferPointer<Scalar>]) {
    sums.write(to: gradients, dividedBy: takeCount())
  }

  /// The mean over all samples of each tensor; starts afresh.
  ///
  /// - Precondition: something was added.
  public mutating func takeMean() -> [[Scalar]] {
    let count = takeCount()
    return sums.tensors.map { tensor in tensor.map { $0 / count } }
  }

  private mutating func takeCount() -> Scalar {
    precondition(sampleCount > 0, "no samples")
    defer { sampleCount = 0 }
    return Scalar(sampleCount)
  }
}
