public import AsViTNumerics
import Glibc

/// An exponential moving average of the weights of a model, to evaluate instead of them.
///
///     ema ← d · ema + (1 − d) · weights
///
/// Short runs need d ≤ 1 − 10 / updates or a warm-up; otherwise the average is mostly the initial
/// weights. It advances once for each update that was made, not for skipped ones.
public struct WeightAverage<Scalar: NetworkScalar>: Sendable {
  /// How the average begins.
  public enum Start: Hashable, Sendable {
    /// The first update copies the weights: `torch.optim.swa_utils.AveragedModel`.
    case copyingFirstUpdate
    /// An average from the initial weights on: `timm.utils.ModelEmaV3`.
    case initialWeights
    /// An average from the initial weights on with d = min(decay, 1 − (1 + s / γ)^−power) where
    /// s = update − `copiedUpdates` − 1, and copies before: the same with `use_warmup`.
    case warmup(gamma: Double = 1, power: Double = 2.0 / 3, copiedUpdates: Int = 0)
  }

  public let decay: Double
  public let start: Start
  public private(set) var updateCount = 0
  private var average: FlatTensors<Scalar>

  /// - Parameter tensors: the initial weights.
  public init(
    of tensors: [UnsafeBufferPointer<Scalar>], decay: Double, start: Start,
    workers: Workers = Workers(count: 1)
  ) {
    self.decay = decay
    self.start = start
    average = FlatTensors(counts: tensors.map(\.count), workers: workers)
    average.blend(kept: 0, with: tensors, share: 1)
  }

  public init(of tensors: [[Scalar]], decay: Double, start: Start) {
    self = withBuffers(of: tensors) { WeightAverage(of: $0, decay: decay, start: start) }
  }

  /// Takes in the weights after an update.
  ///
  /// - Precondition: tensors of the sizes of the start.
  public mutating func update(with tensors: [UnsafeBufferPointer<Scalar>]) {
    updateCount += 1
    let decay = decay(ofUpdate: updateCount)
    average.blend(kept: Scalar(decay), with: tensors, share: Scalar(1 - decay))
  }

  public mutating func update(with tensors: [[Scalar]]) {
    withBuffers(of: tensors) { update(with: $0) }
  }

  /// d of an update, counted from 1.
  func decay(ofUpdate number: Int) -> Double {
    switch start {
    case .copyingFirstUpdate: return number == 1 ? 0 : decay
    case .initialWeights: return decay
    case .warmup(let gamma, let power, let copiedUpdates):
      let elapsed = max(0, number - copiedUpdates - 1)
      return elapsed == 0 ? 0 : min(decay, 1 - pow(1 + Double(elapsed) / gamma, -power))
    }
  }

  /// The averaged weights of each tensor.
  public var tensors: [[Scalar]] { average.tensors }

  /// Writes the averaged weights to `tensors`.
  ///
  /// - Precondition: tensors of the sizes of the start.
  public func write(to tensors: [UnsafeMutableBufferPointer<Scalar>]) {
    average.write(to: tensors)
  }

  /// All averaged weights, one tensor after the other: with `updateCount`, what a checkpoint holds.
  public var values: [Scalar] { average.values }

  /// Goes on from a saved average as if uninterrupted.
  ///
  /// - Throws: `OptimizerError` when the values are of other tensors or not finite.
  public mutating func restore(values: [Scalar], updateCount: Int) throws(OptimizerError) {
    guard values.count == average.values.count else {
      throw .averagedValues(saved: values.count, expected: average.values.count)
    }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
    average.values = values
    self.updateCount = updateCount
  }
}
