public import AsViTNumerics

/// Where the parameters of a tensor and their gradient are.
public struct TensorView<Scalar: NetworkScalar>: @unchecked Sendable {
  public let count: Int
  public let parameters: UnsafeMutablePointer<Scalar>
  /// Nil where an update has none, as in a supernet that leaves a layer out: the tensor stays as
  /// it is and its updates are not counted.
  public let gradient: UnsafePointer<Scalar>?

  public init(
    count: Int, parameters: UnsafeMutablePointer<Scalar>, gradient: UnsafePointer<Scalar>?
  ) {
    self.count = count
    self.parameters = parameters
    self.gradient = gradient
  }
}
