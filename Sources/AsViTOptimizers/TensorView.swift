public import AsViTNumerics

/// The places of the parameters of a tensor and of their gradient.
public struct TensorView<Scalar: NetworkScalar>: @unchecked Sendable {
  public let parameters: UnsafeMutableBufferPointer<Scalar>
  /// The gradient; nil where an update has none, as in a supernet that leaves a layer out: the
  /// tensor stays as it is and its updates are not counted.
  public let gradient: UnsafeBufferPointer<Scalar>?

  /// - Precondition: as many gradients as parameters.
  public init(
    parameters: UnsafeMutableBufferPointer<Scalar>, gradient: UnsafeBufferPointer<Scalar>?
  ) {
    precondition(
      gradient.map { $0.count == parameters.count } ?? true,
      "\(parameters.count) parameters, \(gradient?.count ?? 0) gradients")
    self.parameters = parameters
    self.gradient = gradient
  }

  public var count: Int { parameters.count }

  /// The place of one of the gradients; nil where there is none.
  func gradientPointer(at start: Int) -> UnsafePointer<Scalar>? {
    gradient?.baseAddress.map { $0 + start }
  }
}
