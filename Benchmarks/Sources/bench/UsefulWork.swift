import AsViTArchitecture

/// The floating-point operations that a metric cannot do without; what a method adds to them, such
/// as recomputation and exponentials, does not count.
struct UsefulWork {
  private let linear: Double
  private let attention: Double

  /// Forward for one image: two for each multiply-accumulate.
  init(_ architecture: Architecture) {
    var attention = 0
    var total = 0
    for layer in architecture.trunk {
      total += layer.macCount
      if case .attention(let windowSide, let heads, let dimension, _) = layer.kind {
        let windowTokens = windowSide * windowSide + layer.input.extraTokenCount
        attention += 2 * layer.input.tokenCount * windowTokens * heads * dimension
      }
    }
    self.attention = 2 * Double(attention)
    linear = 2 * Double(total - attention)
  }

  /// Value and tangent: twice the forward for linear maps, three times for attention's products.
  var tangent: Double { 2 * linear + 3 * attention }

  /// Forward and backward: three times the forward.
  var gradient: Double { 3 * (linear + attention) }
}
