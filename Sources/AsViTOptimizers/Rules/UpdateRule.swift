public import AsViTNumerics

/// How a tensor moves along its gradient: hyper-parameters and nothing else.
///
/// What a rule remembers of a tensor between updates are its accumulators, in one form for all
/// rules (`OptimizerState`). Hyper-parameters are Double and become scalars of the tensor only as
/// products, as in PyTorch: in Float `1 − 0.999` alone is wrong by 1.3e-5.
///
/// A rule sees a tensor in slices, which threads share. Rules whose step depends on norms of the
/// whole tensor see every slice twice: `measure`, then `update` with the sums over all slices.
public protocol UpdateRule: Sendable {
  /// The rate of the next update. A schedule sets it before each one.
  var learningRate: Double { get set }

  /// The share of the past in the average of gradients, μ or β₁. 1cycle sets it before each update.
  var momentum: Double { get set }

  /// λ, for the tensors whose group is decayed.
  var weightDecay: Double { get set }

  /// How many accumulators the rule keeps for each parameter. They start at zero.
  var accumulatorCount: Int { get }

  /// Whether a step depends on norms of the whole tensor.
  var isLayerwise: Bool { get }

  /// Sums over one slice of the squares from which a layer-wise rule computes its step. It may
  /// bring the accumulators up to date.
  func measure<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) -> SquareSums

  /// Moves the parameters of one slice, and brings its accumulators up to date where `measure` did
  /// not.
  ///
  /// A learning rate of 0 leaves the parameters as they are; the accumulators advance all the same.
  func update<Scalar: NetworkScalar>(_ slice: TensorSlice<Scalar>, in step: TensorStep)
}

extension UpdateRule {
  public var isLayerwise: Bool { false }

  public func measure<Scalar: NetworkScalar>(
    _ slice: TensorSlice<Scalar>, in step: TensorStep
  ) -> SquareSums {
    SquareSums()
  }

  /// η of the tensors of a group.
  func learningRate(in group: ParameterGroup) -> Double {
    learningRate * group.learningRateScale
  }

  /// λ of the tensors of a group.
  func weightDecay(in group: ParameterGroup) -> Double { group.isDecayed ? weightDecay : 0 }
}

/// What a rule must know of the update it makes, besides the values of a slice.
public struct TensorStep: Sendable {
  /// The number of this update of the tensor, from 1.
  public let number: Int
  public let group: ParameterGroup
  /// Sums over the whole tensor, from `measure`; zeros for rules that are not layer-wise.
  public var sums = SquareSums()
}

/// Sums of squares for a layer-wise rule.
public struct SquareSums: Sendable {
  /// Σ p², of the parameters as the rule's ratio sees them.
  public var parameters = 0.0
  /// Σ u², of what the ratio divides by: the gradient or the proposed update.
  public var update = 0.0

  public init(parameters: Double = 0, update: Double = 0) {
    self.parameters = parameters
    self.update = update
  }

  static func += (sums: inout SquareSums, other: SquareSums) {
    sums.parameters += other.parameters
    sums.update += other.update
  }
}
