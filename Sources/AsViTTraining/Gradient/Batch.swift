import AsViTArchitecture
import AsViTNetwork
public import AsViTNumerics

/// Some images with what a network should say of them.
public struct Batch<Scalar: NetworkScalar>: Sendable {
  public let imageCount: Int
  /// Pixels per side.
  public let side: Int
  /// Pixels, normalised, `[images, 3, side, side]`.
  public let images: [Scalar]
  /// The probability of each class, `[images, classes]`; each row sums to 1.
  public let targets: [Scalar]

  /// - Precondition: the counts agree.
  public init(imageCount: Int, side: Int, images: [Scalar], targets: [Scalar]) {
    precondition(
      imageCount > 0 && images.count == imageCount * 3 * side * side
        && targets.count.isMultiple(of: imageCount),
      "\(images.count) pixels and \(targets.count) targets for \(imageCount) images")
    self.imageCount = imageCount
    self.side = side
    self.images = images
    self.targets = targets
  }

  public var classCount: Int { targets.count / imageCount }

  /// A network's input: a copy of some images with the slack behind it that kernels may read.
  func input(_ range: Range<Int>, in arena: Arena<Scalar>) -> Activation<Scalar> {
    let shape = TensorShape(gridSide: side, channelCount: 3)
    let input = Activation(arena, orders: 1, imageCount: range.count, shape: shape)
    images.withUnsafeBufferPointer {
      let first = range.lowerBound * shape.tokenCount * shape.channelCount
      input.base.update(from: $0.baseAddress! + first, count: input.count)
    }
    return input
  }
}
