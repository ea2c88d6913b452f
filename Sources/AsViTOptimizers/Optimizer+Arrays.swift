public import AsViTNumerics

extension Optimizer {
  /// An optimizer for tensors of the sizes of `tensors`, before the first update.
  public init(
    _ rule: any UpdateRule, updating tensors: [[Scalar]], groups: [ParameterGroup]? = nil,
    clipping: GradientClipping? = nil, workers: Workers = Workers(count: 1)
  ) {
    self.init(
      rule, counts: tensors.map(\.count), groups: groups, clipping: clipping, workers: workers)
  }

  /// Moves every tensor one update along its gradient. It copies the tensors there and back; large
  /// models use views of their memory.
  ///
  /// - Precondition: as many gradients as tensors, of the sizes of the start.
  @discardableResult
  public mutating func update(
    _ tensors: inout [[Scalar]], along gradients: [[Scalar]]
  ) -> Outcome {
    precondition(
      tensors.map(\.count) == gradients.map(\.count),
      "tensors of \(tensors.map(\.count)), gradients of \(gradients.map(\.count))")
    var values = Array(tensors.joined())
    let outcome = values.withUnsafeMutableBufferPointer { values in
      withBuffers(of: gradients) { gradients in
        var offset = 0
        return update(
          gradients.map { gradient in
            defer { offset += gradient.count }
            return TensorView(
              parameters: UnsafeMutableBufferPointer(
                rebasing: values[offset..<offset + gradient.count]), gradient: gradient)
          })
      }
    }
    var rest = values[...]
    for index in tensors.indices {
      tensors[index] = Array(rest.prefix(tensors[index].count))
      rest = rest.dropFirst(tensors[index].count)
    }
    return outcome
  }
}
