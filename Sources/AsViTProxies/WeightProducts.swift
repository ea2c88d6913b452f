import AsViTArchitecture

/// How the inner products of all images' gradients by some of a layer's weights are formed.
enum WeightProducts: Hashable, Sendable {
  /// From these columns of the layer's gradients.
  case columns(Range<Int>)
  case factors(LinearFactors)

  /// Columns that a thread takes at a time.
  static var columnsPerPart: Int { 1 << 15 }

  var factors: LinearFactors? { if case .factors(let factors) = self { factors } else { nil } }

  /// Those of all weights of a layer, in their order.
  static func all(of layer: Layer, imageCount: Int) -> [WeightProducts] {
    var offset = 0
    return layer.parameters.flatMap { parameter -> [WeightProducts] in
      let range = offset..<offset + parameter.count
      offset = range.upperBound
      guard parameter.isWeight else { return [] }
      if let factors = LinearFactors(of: parameter, in: layer, offset: range.lowerBound),
        factors.takeLess(imageCount: imageCount)
      {
        return [.factors(factors)]
      }
      return stride(from: range.lowerBound, to: range.upperBound, by: columnsPerPart).map {
        .columns($0..<min($0 + columnsPerPart, range.upperBound))
      }
    }
  }
}

/// The factors of the gradient by a linear map's weight: g = Σ δ xᵀ over the tokens of an image, for
/// gradients δ of the map's outputs and its inputs x.
///
/// They are enough for the inner products of gradients, ⟨gᵢ, gⱼ⟩ = Σ (δₛ·δₜ)(xₛ·xₜ) over the tokens s of
/// image i and t of image j.
struct LinearFactors: Hashable, Sendable {
  /// Where the gradient would be in the layer's: Δ `[tokens, outputs]`, X `[tokens, inputs]` behind it.
  let offset: Int
  let tokenCount: Int
  let outputs: Int
  let inputs: Int

  /// Nil for what is no map of every token.
  init?(of parameter: Parameter, in layer: Layer, offset: Int) {
    guard parameter.role == .linearWeight else { return nil }
    // Its linear map is of the class token alone.
    if case .depthwisePool = layer.kind { return nil }
    self.offset = offset
    tokenCount = layer.output.tokenCount
    outputs = parameter.shape[0]
    inputs = parameter.count / outputs
  }

  /// Whether the inner products of n images take fewer operations from factors than from gradients,
  /// and the factors fit into the gradient's place. Operations in Double count twice.
  ///
  ///     from gradients: n T m k to form them in Float, n (n + 1) / 2 · m k in Double;
  ///     from factors: n (n + 1) / 2 · T² (m + k) in Double, T in whole blocks of four.
  func takeLess(imageCount n: Int) -> Bool {
    let (whole, parts) = (outputs * inputs, outputs + inputs)
    let rows = (tokenCount + 3) / 4 * 4
    return tokenCount * parts <= whole
      && (n + 1) * rows * rows * parts < whole * (tokenCount + n + 1)
  }
}
