internal import AsViTKernelInterface
public import AsViTNetwork
public import AsViTNumerics
internal import Glibc

/// A great circle of images, h(θ) = u₀ cos θ + u₁ sin θ with orthonormal u₀ and u₁.
///
/// As-ViT, section 3: the paper has a factor √N that the authors' code has not; this is the code's.
public struct Circle<Scalar: NetworkScalar>: Sendable {
  /// u₀ and u₁ over all scalars of an image, channels first.
  private let axes: (ScalarBuffer<Scalar>, ScalarBuffer<Scalar>)
  public let dimension: Int

  /// - Precondition: the axes are orthonormal.
  public init(_ first: [Scalar], _ second: [Scalar]) {
    precondition(first.count == second.count, "axes of \(first.count) and \(second.count) scalars")
    dimension = first.count
    axes = (ScalarBuffer(count: dimension), ScalarBuffer(count: dimension))
    axes.0.base.update(from: first, count: dimension)
    axes.1.base.update(from: second, count: dimension)
  }

  /// A uniformly random circle: two normal vectors, made orthonormal in Double.
  public init(dimension: Int, seed: Seed) {
    precondition(dimension > 1, "a circle in \(dimension) dimensions")
    func normal(_ name: String) -> [Double] {
      let buffer = ScalarBuffer<Double>(count: dimension)
      Double.kernels.fillNormal(
        NormalSamples(
          count: dimension, seed: seed.derived(name).value, standardDeviation: 1,
          output: buffer.base))
      return Array(UnsafeBufferPointer(start: buffer.base, count: dimension))
    }
    func normalised(_ vector: [Double]) -> [Double] {
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return vector.map { $0 / length }
    }
    let first = normalised(normal("first axis"))
    let second = normal("second axis")
    let overlap = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    let rest = normalised(zip(first, second).map { $1 - overlap * $0 })
    self.init(first.map { Scalar($0) }, rest.map { Scalar($0) })
  }

  /// Writes the images at some angles, with derivatives by the angle.
  ///
  /// - Parameter images: one image for each angle.
  public func fill(_ images: Activation<Scalar>, angles: [Double]) {
    precondition(images.imageCount == angles.count && images.orders <= 3)
    for (index, angle) in angles.enumerated() {
      for order in 0..<images.orders {
        let turned = angle + Double(order) * .pi / 2
        Scalar.kernels.combine(
          LinearCombination(
            count: dimension, a: Scalar(cos(turned)), x: axes.0.base, b: Scalar(sin(turned)),
            y: axes.1.base, output: images.image(index, order: order)))
      }
    }
  }
}
