public import AsViTNumerics

/// The place where a layer puts the gradients of its parameters, one after the other in their
/// order.
public struct GradientTarget<Scalar: NetworkScalar> {
  public enum Scope: Sendable {
    /// Sums over images are added, for all parameters: training.
    case sum
    /// One gradient per image, overwritten, weights alone: the neural tangent kernel. Places of
    /// other parameters are left as they are. Of the linear maps whose gradients are at the offsets
    /// `factored`, what the gradient Δᵀ X is the product of: Δ, by the rows of the output, and behind
    /// it X, the rows of the input.
    case perImage(stride: Int, factored: Set<Int> = [])
  }

  public let base: UnsafeMutablePointer<Scalar>
  public let scope: Scope

  public init(base: UnsafeMutablePointer<Scalar>, scope: Scope) {
    self.base = base
    self.scope = scope
  }

  /// The place of one image's gradients.
  func ofImage(_ image: Int) -> GradientTarget {
    guard case .perImage(let stride, _) = scope else { return self }
    return GradientTarget(base: base + image * stride, scope: scope)
  }

  var includesBiases: Bool { if case .sum = scope { true } else { false } }
  var accumulates: Bool { if case .sum = scope { true } else { false } }

  /// Whether a linear map leaves the factors of its gradient at an offset in place of the gradient.
  func isFactored(at offset: Int) -> Bool {
    if case .perImage(_, let factored) = scope { factored.contains(offset) } else { false }
  }

  /// Calls `body` for every group of rows that shares a gradient, with the start of that gradient.
  func forEachGroup(
    of rows: ImageRows,
    _ body: (_ rows: Range<Int>, _ gradient: UnsafeMutablePointer<Scalar>) -> Void
  ) {
    switch scope {
    case .sum: body(0..<rows.imageCount * rows.perImage, base)
    case .perImage(let stride, _):
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
