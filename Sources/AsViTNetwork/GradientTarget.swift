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
    of rows: ImageRows,
    _ body: (_ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    switch scope {
    case .sum: body(0..<rows.imageCount * rows.perImage, base)
    case .perImage(let stride):
      for image in 0..<rows.imageCount {
        body(image * rows.perImage..<(image + 1) * rows.perImage, base + image * stride)
      }
    }
  }
}

/// The rows of some images, one image after the other.
struct ImageRows {
  let imageCount: Int
  let perImage: Int
}
