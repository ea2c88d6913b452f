public import AsViTNumerics

/// An update rule together with what it remembers of each tensor of a model.
///
///     var optimizer = Optimizer(AdamW(learningRate: 1e-3), updating: weights)
///     optimizer.update(&weights, along: gradients)
///
/// Around the rule stand, in this order: the check of the gradient, clipping, the rule with the
/// decay of each tensor's group. An update whose gradient is not finite, or so large that its
/// square overflows, is skipped whole and counted. Results do not depend on the number of threads.
public struct Optimizer<Scalar: NetworkScalar>: Sendable {
  /// Its hyper-parameters may change between updates.
  public var rule: any UpdateRule
  public let clipping: GradientClipping?
  /// One for each tensor.
  public let groups: [ParameterGroup]
  public private(set) var state: OptimizerState<Scalar>
  private let partition: Partition
  private let workers: Workers

  /// What became of an update.
  public enum Outcome: Hashable, Sendable {
    /// The norm of all gradients before clipping, in the clipping's norm, else Euclidean.
    case made(gradientNorm: Double)
    /// The gradient was not finite: parameters and state are as before.
    case skipped
  }

  /// An optimizer for tensors of the given sizes, before the first update.
  ///
  /// - Parameter groups: one for each tensor; by default all are decayed and adapted.
  /// - Precondition: `rule` keeps the number of its accumulators.
  public init(
    _ rule: any UpdateRule, counts: [Int], groups: [ParameterGroup]? = nil,
    clipping: GradientClipping? = nil, workers: Workers = Workers(count: 1)
  ) {
    self.rule = rule
    self.clipping = clipping
    self.groups = groups ?? counts.map { _ in .weights }
    self.workers = workers
    precondition(
      self.groups.count == counts.count, "\(self.groups.count) groups, \(counts.count) tensors")
    partition = Partition(counts: counts)
    state = OptimizerState(
      updateCounts: counts.map { _ in 0 },
      accumulators: Array(repeating: 0, count: rule.accumulatorCount * partition.totalCount))
  }

  /// Moves every tensor one update along its gradient, in place.
  ///
  /// - Precondition: the tensors of the start, in their order.
  @discardableResult
  public mutating func update(_ tensors: [TensorView<Scalar>]) -> Outcome {
    precondition(
      tensors.map(\.count) == partition.counts,
      "tensors of \(tensors.map(\.count)), \(partition.counts) at the start")
    let euclideanNorm = tensors.gradientNorm(.euclidean, partition, workers)
    let norm =
      clipping?.norm == .largest
      ? tensors.gradientNorm(.largest, partition, workers) : euclideanNorm
    let clip: GradientClip<Scalar> = clipping?.clip(forNorm: norm) ?? .none
    // Sixteen times: Adan squares up to 1 + 2β₂ times the gradient.
    let scaledNorm = Scalar(euclideanNorm) * clip.scale
    guard euclideanNorm.isFinite, (16 * scaledNorm * scaledNorm).isFinite else {
      state.skippedCount += 1
      state.skippedInARow += 1
      return .skipped
    }
    state.skippedInARow = 0
    move(tensors, clip)
    return .made(gradientNorm: norm)
  }

  private mutating func move(_ tensors: [TensorView<Scalar>], _ clip: GradientClip<Scalar>) {
    for index in tensors.indices where tensors[index].gradient != nil {
      state.updateCounts[index] += 1
    }
    var steps = zip(state.updateCounts, groups).map { TensorStep(number: $0, group: $1) }
    let (rule, partition, workers) = (rule, partition, workers)
    state.accumulators.withUnsafeMutableBufferPointer { accumulators in
      let pieces = PieceAccess(
        tensors: tensors, clip: clip, accumulators: accumulators.baseAddress,
        partition: partition)
      if rule.isLayerwise {
        let sums = partition.map(workers) { [steps] piece in
          pieces.slice(piece).map { rule.measure($0, in: steps[piece.tensor]) } ?? SquareSums()
        }
        for (piece, sum) in zip(partition.pieces, sums) { steps[piece.tensor].sums += sum }
      }
      partition.forEach(workers) { [steps] piece in
        guard let slice = pieces.slice(piece) else { return }
        rule.update(slice, in: steps[piece.tensor])
      }
    }
  }

  /// Forgets all past updates of the tensors: counts and accumulators start afresh, as Adan's
  /// restarts ask for. The counts of skipped updates stay.
  public mutating func restart() {
    for index in state.updateCounts.indices { state.updateCounts[index] = 0 }
    for index in state.accumulators.indices { state.accumulators[index] = 0 }
  }

  /// Goes on from a saved state as if uninterrupted.
  ///
  /// - Throws: `OptimizerError` when the state is of other tensors or of another rule, or holds a
  ///   value that is not finite.
  public mutating func restore(_ state: OptimizerState<Scalar>) throws(OptimizerError) {
    guard state.updateCounts.count == groups.count else {
      throw .tensorCount(saved: state.updateCounts.count, expected: groups.count)
    }
    guard state.accumulators.count == self.state.accumulators.count else {
      throw .accumulatedValues(
        saved: state.accumulators.count, expected: self.state.accumulators.count)
    }
    if let index = state.accumulators.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(index: index)
    }
    self.state = state
  }
}

/// The pieces of tensors with their accumulators. Distinct pieces share no memory.
private struct PieceAccess<Scalar: NetworkScalar>: @unchecked Sendable {
  let tensors: [TensorView<Scalar>]
  let clip: GradientClip<Scalar>
  let accumulators: UnsafeMutablePointer<Scalar>?
  let partition: Partition

  /// The slice of a piece; nil where the tensor has no gradient.
  func slice(_ piece: Partition.Piece) -> TensorSlice<Scalar>? {
    let tensor = tensors[piece.tensor]
    guard let gradient = tensor.gradientPointer(at: piece.start),
      let parameters = tensor.parameters.baseAddress
    else { return nil }
    return TensorSlice(
      count: piece.count, parameters: parameters + piece.start, rawGradient: gradient,
      clip: clip, accumulators: accumulators.map { $0 + partition.offset(of: piece) },
      accumulatorStride: partition.totalCount)
  }
}
