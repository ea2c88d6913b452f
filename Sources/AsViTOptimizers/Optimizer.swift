/// An update rule together with what it remembers of each tensor of a list.
///
///     var optimizer = Optimizer(Adam(learningRate: 0.08), updating: logits)
///     optimizer.update(&logits, along: gradient)
public struct Optimizer<Rule: UpdateRule, Scalar: BinaryFloatingPoint & Sendable>: Sendable {
  /// Its hyper-parameters may change between updates.
  public var rule: Rule
  /// One for each tensor; with saved ones in their place, updates go on as if uninterrupted.
  public var histories: [TensorHistory<Scalar>]

  /// An optimizer for tensors of the sizes of `tensors`, before the first update.
  public init(_ rule: Rule, updating tensors: [[Scalar]]) {
    self.rule = rule
    histories = tensors.map { TensorHistory(rule: rule, count: $0.count) }
  }

  /// Moves every tensor one update along its gradient.
  ///
  /// - Precondition: as many tensors and gradients as at the start, of the same sizes.
  @inlinable
  public mutating func update(_ tensors: inout [[Scalar]], along gradients: [[Scalar]]) {
    precondition(
      tensors.count == histories.count && gradients.count == histories.count,
      "\(tensors.count) tensors, \(gradients.count) gradients, \(histories.count) histories")
    for index in tensors.indices {
      tensors[index].withUnsafeMutableBufferPointer { parameters in
        gradients[index].withUnsafeBufferPointer { gradient in
          rule.update(parameters, along: gradient, history: &histories[index])
        }
      }
    }
  }
}
