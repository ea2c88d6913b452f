public import AsViTArchitecture
public import AsViTNetwork
public import AsViTNumerics
public import AsViTOptimizers

/// A network's parameters with the optimizer that moves them: one update at a time.
///
/// Results are the same at any number of threads, and of processes that make the updates together.
public final class Trainer<Scalar: NetworkScalar> {
  public let parameters: ParameterStore<Scalar>
  public private(set) var optimizer: Optimizer<Scalar>
  private let regularisation: Regularisation
  private let gradient: BatchGradient<Scalar>
  private let workers: Workers
  /// The network at the size and tokenization in use.
  private var network: Network<Scalar>

  /// What an update came to.
  public struct Update: Sendable {
    /// The mean over the batch, before the update.
    public let loss: Double
    public let outcome: Optimizer<Scalar>.Outcome
  }

  /// - Parameter group: the processes that share the batches; nil for this one alone.
  public init(
    of parameters: ParameterStore<Scalar>, rule: any UpdateRule,
    clipping: GradientClipping? = nil,
    regularisation: Regularisation = Regularisation(),
    workers: Workers, group: (any ReplicaGroup)? = nil
  ) {
    self.parameters = parameters
    self.regularisation = regularisation
    self.workers = workers
    let tensors = parameters.architecture.parameters
    optimizer = Optimizer(
      rule, counts: tensors.map(\.count),
      groups: tensors.map { .usual(forTensorNamed: $0.name, shape: $0.shape) },
      clipping: clipping, workers: workers)
    gradient = BatchGradient(workers: workers, group: group)
    network = Network(parameters)
  }

  /// Moves the parameters one update.
  ///
  /// - Parameters:
  ///   - time: of the schedule.
  ///   - rateScale: multiplies the schedule's rate, as for batches of another size.
  ///   - seed: of the regularisation.
  /// - Throws: when another process cannot do its part.
  public func update(
    on batch: Batch<Scalar>, following schedule: some Schedule, at time: Double,
    rateScale: Double = 1, seed: Seed
  ) throws -> Update {
    let loss = try gradient.loss(
      of: network, on: batch, regularisation: regularisation, seed: seed)
    optimizer.rule.follow(schedule, at: time)
    optimizer.rule.learningRate *= rateScale
    let gradients = gradient.gradients!.tensors
    let outcome = optimizer.update(
      zip(parameters.tensors, gradients).map {
        TensorView(parameters: $0, gradient: UnsafeBufferPointer($1))
      })
    network.update(workers: workers)
    return Update(loss: loss, outcome: outcome)
  }

  /// Continues at another size or tokenization of the same network.
  ///
  /// - Precondition: the parameters' shapes are the same.
  public func use(_ architecture: Architecture) {
    network = Network(parameters, architecture: architecture)
  }

  /// Goes on from a saved state of the optimizer. The parameters are set in their store before.
  public func restore(_ state: OptimizerState<Scalar>) throws(OptimizerError) {
    try optimizer.restore(state)
    network.update(workers: workers)
  }
}
