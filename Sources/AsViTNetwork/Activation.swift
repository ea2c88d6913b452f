public import AsViTArchitecture
public import AsViTNumerics

/// The values between two layers for some images, with derivatives along a curve.
///
/// Row-major `[orders][images · tokens, channels]`: order 0 is the value, order 1 the first and
/// order 2 the second derivative by the parameter of the curve. Images themselves are
/// `[orders][images, channels, side, side]`.
public struct Activation<Scalar: NetworkScalar> {
  public let base: UnsafeMutablePointer<Scalar>
  public let orders: Int
  public let imageCount: Int
  public let shape: TensorShape

  public init(
    base: UnsafeMutablePointer<Scalar>, orders: Int, imageCount: Int, shape: TensorShape
  ) {
    self.base = base
    self.orders = orders
    self.imageCount = imageCount
    self.shape = shape
  }

  /// Taken from an arena, with what was there before.
  public init(_ arena: Arena<Scalar>, orders: Int, imageCount: Int, shape: TensorShape) {
    let count = orders * imageCount * shape.tokenCount * shape.channelCount
    self.init(base: arena.take(count), orders: orders, imageCount: imageCount, shape: shape)
  }

  public var rowCount: Int { imageCount * shape.tokenCount }
  var rows: ImageRows { ImageRows(imageCount: imageCount, perImage: shape.tokenCount) }
  public var channelCount: Int { shape.channelCount }
  /// The scalars of one order, and the distance between orders.
  public var stride: Int { rowCount * channelCount }
  public var count: Int { orders * stride }

  /// The values of one order.
  public func order(_ order: Int) -> UnsafeMutablePointer<Scalar> { base + order * stride }

  /// One image of one order.
  public func image(_ index: Int, order: Int = 0) -> UnsafeMutablePointer<Scalar> {
    self.order(order) + index * shape.tokenCount * channelCount
  }
}
