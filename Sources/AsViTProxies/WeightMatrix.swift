import AsViTArchitecture

/// A weight matrix of a network, of a convolution or a linear map: `[outputs, inputs]`, inputs times
/// kernel² of a convolution.
struct WeightMatrix {
  let layer: Layer
  let parameter: Parameter
  /// The place among the architecture's parameters.
  let index: Int
  /// The place among the matrices of the layer.
  let indexInLayer: Int

  var rows: Int { parameter.shape[0] }
  var columns: Int { parameter.count / rows }

  var isOfAttention: Bool { if case .attention = layer.kind { true } else { false } }

  /// The rows whose gradient is zero whatever the images: queries and keys where a window is a single
  /// token, so that its weight is 1.
  var idleRows: Range<Int> {
    guard case .attention(windowSide: 1, let headCount, let headDimension, _) = layer.kind,
      layer.input.extraTokenCount == 0, indexInLayer == 0
    else { return 0..<0 }
    return 0..<2 * headCount * headDimension
  }
}

extension Architecture {
  /// The weight matrices of a network to its logits, in order.
  var weightMatrices: [WeightMatrix] {
    var matrices: [WeightMatrix] = []
    var index = 0
    for layer in layers {
      var indexInLayer = 0
      for parameter in layer.parameters {
        switch parameter.role {
        case .convolutionWeight, .linearWeight:
          matrices.append(
            WeightMatrix(
              layer: layer, parameter: parameter, index: index, indexInLayer: indexInLayer))
          indexInLayer += 1
        case .normWeight, .bias, .embedding: break
        }
        index += 1
      }
    }
    return matrices
  }
}
