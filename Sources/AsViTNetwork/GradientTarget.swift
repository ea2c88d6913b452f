public import AsViTNumerics

/// The place where a layer puts the gradients of its parameters, one after the other in their
/// order.
public struct GradientTarget<Scalar: NetworkScalar> {
  public enum Scope: Sendable {
    /// Sums over images are added, for all parameters: training.
    case sum
    /// One gradient per image, overwritten, weights alone: the neural tangent kernel. Places of
    /// other parameters are left as they are.
    case perImage(stride: Int)
  }

  public let base: UnsafeMutablePointer<Scalar>
  public let scope: Scope

  public init(base: UnsafeMutablePointer<Scalar>, scope: Scope) {
    self.base = base
    self.scope = scope
  }

  /// The place of one image's gradients.
  func ofImage(_ image: Int) -> GradientTarget {
    guard case .perImage(let stride) = scope else { return self }
    return GradientTarget(base: base + image * stride, scope: scope)
  }

  var includesBiases: Bool { if case .sum = scope { true } else { false } }
  var accumulates: Bool { if case .sum = scope { true } else { false } }

  /// Calls `body` for every group of rows that shares a gradient, with the start of that gradient.
  func forEachGroup(
    imageCount: Int, rowsPerImage: Int,
    _ body: (_ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    switch scope {
    case .sum: body(0..<imageCount * rowsPerImage, base)
    case .perImage(let stride):
      for image in 0..<imageCount {
        body(image * rowsPerImage..<(image + 1) * rowsPerImage, base + image * stride)
      }
    }
  }
}
