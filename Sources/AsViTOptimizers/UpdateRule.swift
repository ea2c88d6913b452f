/// How one tensor moves along its gradient: hyper-parameters and nothing else.
///
/// What a rule remembers of a tensor between updates lies in `TensorHistory`, in one form for all
/// rules. Hyper-parameters are Double and become scalars of the tensor only as products, as in
/// PyTorch: in Float `1 − 0.999` alone is wrong by 1.3e-5.
public protocol UpdateRule: Sendable {
  /// The rate of the next update. A schedule sets it before each one.
  var learningRate: Double { get set }

  /// How many accumulators the rule keeps for each parameter.
  var accumulatorCount: Int { get }

  /// Moves `parameters` one update along `gradient` and brings `history` up to date.
  ///
  /// A learning rate of 0 leaves the parameters as they are; the history advances all the same.
  ///
  /// - Precondition: as many gradients as parameters; a history made for that many.
  func update<Scalar: BinaryFloatingPoint & Sendable>(
    _ parameters: UnsafeMutableBufferPointer<Scalar>,
    along gradient: UnsafeBufferPointer<Scalar>,
    history: inout TensorHistory<Scalar>)
}

/// What an update rule remembers of one tensor.
public struct TensorHistory<Scalar: BinaryFloatingPoint & Sendable>: Hashable, Sendable {
  /// Updates made so far. It is counted for each tensor, as in torch: a tensor that gets its first
  /// gradient late starts its bias corrections then.
  public var updateCount: Int
  /// Row-major `[accumulators, parameters]`; what each accumulator holds is up to the rule.
  public var accumulators: [Scalar]

  /// The history of a tensor of `count` values before its first update: zeros.
  public init(rule: some UpdateRule, count: Int) {
    updateCount = 0
    accumulators = Array(repeating: 0, count: rule.accumulatorCount * count)
  }
}
