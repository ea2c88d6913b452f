import AsViTArchitecture
import AsViTKernelInterface
import AsViTNetwork
public import AsViTNumerics
import Glibc

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

  /// The image of the circle under an affine layer E: E(0) + dE u₀ cos θ + dE u₁ sin θ.
  func embedded(
    by layer: Network<Scalar>.PlacedLayer, scratch: Arena<Scalar>, pass: ForwardPass<Scalar>
  ) -> EmbeddedCircle<Scalar> {
    let images = Activation(scratch, orders: 2, imageCount: 2, shape: layer.input)
    images.base.update(repeating: 0, count: images.stride)
    images.image(0, order: 1).update(from: axes.0.base, count: dimension)
    images.image(1, order: 1).update(from: axes.1.base, count: dimension)
    return EmbeddedCircle(layer.forward(images, pass: pass))
  }
}

/// The curve c + a₀ cos θ + a₁ sin θ of embedded images.
struct EmbeddedCircle<Scalar: NetworkScalar>: Sendable {
  private let centre: ScalarBuffer<Scalar>
  private let axes: ScalarBuffer<Scalar>
  private let shape: TensorShape

  /// - Parameter tangents: order 0 of either image is the centre, order 1 an axis.
  fileprivate init(_ tangents: Activation<Scalar>) {
    shape = tangents.shape
    let count = shape.tokenCount * shape.channelCount
    centre = ScalarBuffer(count: count)
    axes = ScalarBuffer(count: 2 * count)
    centre.base.update(from: tangents.image(0), count: count)
    axes.base.update(from: tangents.order(1), count: 2 * count)
  }

  /// The points at some angles, one image each, with derivatives by the angle.
  func points(
    at angles: [Double], orders: Int, in arena: Arena<Scalar>
  ) -> Activation<Scalar> {
    let points = Activation(arena, orders: orders, imageCount: angles.count, shape: shape)
    for (index, angle) in angles.enumerated() {
      for order in 0..<orders {
        let turned = angle + Double(order) * .pi / 2
        let point = points.image(index, order: order)
        Scalar.kernels.combine(
          LinearCombination(
            count: centre.count, a: Scalar(cos(turned)), x: axes.base, b: Scalar(sin(turned)),
            y: axes.base + centre.count, output: point))
        guard order == 0 else { continue }
        Scalar.kernels.combine(
          LinearCombination(
            count: centre.count, a: 1, x: point, b: 1, y: centre.base, output: point))
      }
    }
    return points
  }
}
