import AsViTNumerics

/// A limit on gradients, applied before an update rule sees them.
public struct GradientClipping: Hashable, Sendable {
  /// The norm of all gradients together.
  public enum Norm: Hashable, Sendable {
    case euclidean
    /// The largest magnitude.
    case largest
  }

  enum Limit: Hashable {
    case norm(Norm, maximum: Double, epsilon: Double)
    case value(maximum: Double)
  }

  let limit: Limit

  /// A limit that scales all gradients by min(1, maximum / (norm + ε)), as
  /// `torch.nn.utils.clip_grad_norm_`.
  ///
  /// Adan's own clipping has ε 1e-8, timm's LAMB ε 0.
  public static func norm(
    _ maximum: Double, of norm: Norm = .euclidean, epsilon: Double = 1e-6
  ) -> GradientClipping {
    GradientClipping(limit: .norm(norm, maximum: maximum, epsilon: epsilon))
  }

  /// A limit of each value to ±maximum, as `torch.nn.utils.clip_grad_value_`.
  public static func value(_ maximum: Double) -> GradientClipping {
    GradientClipping(limit: .value(maximum: maximum))
  }

  /// The norm that the limit is about.
  var norm: Norm {
    if case .norm(let norm, _, _) = limit { norm } else { .euclidean }
  }

  /// What to do with each value of gradients of a norm.
  func clip<Scalar: NetworkScalar>(forNorm norm: Double) -> GradientClip<Scalar> {
    switch limit {
    case .norm(_, let maximum, let epsilon):
      GradientClip(scale: Scalar(min(1, maximum / (norm + epsilon))), bound: .infinity)
    case .value(let maximum): GradientClip(scale: 1, bound: Scalar(maximum))
    }
  }
}

/// Scales a value of a gradient and then limits its magnitude.
struct GradientClip<Scalar: NetworkScalar>: Sendable {
  let scale: Scalar
  let bound: Scalar

  static var none: GradientClip { GradientClip(scale: 1, bound: .infinity) }

  @inline(__always)
  func callAsFunction(_ value: Scalar) -> Scalar { min(max(scale * value, -bound), bound) }
}
