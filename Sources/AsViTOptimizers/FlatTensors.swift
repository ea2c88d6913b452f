import AsViTNumerics

/// Values for every element of a list of tensors, one tensor after the other.
struct FlatTensors<Scalar: NetworkScalar>: Sendable {
  var values: [Scalar]
  private let partition: Partition
  private let workers: Workers

  /// Zeros.
  init(counts: [Int], workers: Workers) {
    partition = Partition(counts: counts)
    values = Array(repeating: 0, count: partition.totalCount)
    self.workers = workers
  }

  /// values ← kept · values + share · tensors.
  ///
  /// - Precondition: tensors of the sizes of the start.
  mutating func blend(kept: Scalar, with tensors: [UnsafeBufferPointer<Scalar>], share: Scalar) {
    requireSizes(tensors.map(\.count))
    let partition = partition
    values.withUnsafeMutableBufferPointer { values in
      let access = Access(values: values.baseAddress, tensors: tensors.map(\.baseAddress))
      partition.forEach(workers) { piece in
        guard let values = access.values, let tensor = access.tensors[piece.tensor] else { return }
        AsViTOptimizers.blend(
          values + partition.offset(of: piece), kept: kept, with: tensor + piece.start,
          share: share, count: piece.count)
      }
    }
  }

  /// tensors ← values / divisor.
  ///
  /// - Precondition: tensors of the sizes of the start.
  func write(to tensors: [UnsafeMutableBufferPointer<Scalar>], dividedBy divisor: Scalar = 1) {
    requireSizes(tensors.map(\.count))
    for (tensor, offset) in zip(tensors, partition.offsets) {
      for index in tensor.indices { tensor[index] = values[offset + index] / divisor }
    }
  }

  /// values ← 0.
  mutating func clear() {
    for index in values.indices { values[index] = 0 }
  }

  /// The values of each tensor.
  var tensors: [[Scalar]] {
    zip(partition.offsets, partition.counts).map { Array(values[$0..<$0 + $1]) }
  }

  private func requireSizes(_ counts: [Int]) {
    precondition(
      counts == partition.counts, "tensors of \(counts), \(partition.counts) at the start")
  }

  private struct Access: @unchecked Sendable {
    let values: UnsafeMutablePointer<Scalar>?
    let tensors: [UnsafePointer<Scalar>?]
  }
}

@specialized(where Scalar == Float)
@specialized(where Scalar == Double)
private func blend<Scalar: NetworkScalar>(
  _ target: UnsafeMutablePointer<Scalar>, kept: Scalar, with source: UnsafePointer<Scalar>,
  share: Scalar, count: Int
) {
  for index in 0..<count { target[index] = kept * target[index] + share * source[index] }
}

/// Calls `body` with buffers that hold copies of tensors.
func withBuffers<Scalar, Result>(
  of tensors: [[Scalar]], _ body: ([UnsafeBufferPointer<Scalar>]) -> Result
) -> Result {
  Array(tensors.joined()).withUnsafeBufferPointer { values in
    var offset = 0
    return body(
      tensors.map { tensor in
        defer { offset += tensor.count }
        return UnsafeBufferPointer(rebasing: values[offset..<offset + tensor.count])
      })
  }
}
