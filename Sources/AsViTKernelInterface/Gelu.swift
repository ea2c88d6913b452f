/// GELU, g(x) = x Φ(x) with the exact normal distribution function, along a curve.
///
/// y = g(x), y' = g'(x) x', y'' = g''(x) x'² + g'(x) x'', with g' = Φ + x φ and g'' = (2 − x²) φ.
public struct Gelu<Scalar> {
  public let count: Int
  /// 1 for the value, 2 with the first, 3 with the second derivative.
  public let orders: Int
  /// `[orders][count]`, the orders `stride` apart.
  public let input: UnsafePointer<Scalar>
  /// Values laid out as the input; may be the input.
  public let output: UnsafeMutablePointer<Scalar>
  public let stride: Int

  public init(
    count: Int, orders: Int, input: UnsafePointer<Scalar>, output: UnsafeMutablePointer<Scalar>,
    stride: Int
  ) {
    self.count = count
    self.orders = orders
    self.input = input
    self.output = output
    self.stride = stride
  }
}

/// The adjoint of `Gelu`: multiplies a gradient by g'(x) in place.
public struct GeluBackward<Scalar> {
  public let count: Int
  /// `[count]`: what forward saw.
  public let input: UnsafePointer<Scalar>
  /// `[count]`.
  public let gradient: UnsafeMutablePointer<Scalar>

  public init(count: Int, input: UnsafePointer<Scalar>, gradient: UnsafeMutablePointer<Scalar>) {
    self.count = count
    self.input = input
    self.gradient = gradient
  }
}
