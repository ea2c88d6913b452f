public import AsViTArchitecture
import AsViTNumerics

/// Synaptic diversity of attention plus synaptic saliency of all else, of the network with absolute
/// parameters on an image of ones: Σ ‖∂R/∂W‖_* ‖W‖_* over the matrices of attention, queries, keys and
/// values as one, plus Σ |∂R/∂W ∘ W| over the other weights of convolutions and linear maps, classifier
/// included. R is the sum of the logits, ‖·‖_* the sum of singular values. Dimensionless.
///
/// The authors' code names which matrices are of attention by their square shape; here it is the layer.
/// LayerNorms work, as there (`AbsoluteFlow`).
///
/// A size meter: over 100 random PiTs it has ρ .81 with parameters, and at equal parameters it knew nothing
/// of the accuracies of ViT-Bench-101's.
///
/// Zhou et al., CVPR 2022 (arXiv:2203.12217), and the authors' code.
public enum DSSIndicator: FlowProxy {
  public static let metric = Metric("dssIndicator")
  public static let word = "dss"
  public static let title = "DSS-indicator"
  public static let direction: Direction? = .higher
  public static let isLogarithmic = true

  public static func term(of matrix: MatrixFlow) -> Double {
    guard matrix.isOfAttention else { return matrix.saliency }
    func norm(_ values: [Double]) -> Double {
      nuclearNorm(values, rows: matrix.rows, columns: matrix.columns) ?? .nan
    }
    return norm(matrix.weights) * norm(matrix.gradient)
  }

  /// Beside the flow a matrix of attention once more, and a few of its shorter side.
  public static func byteCount(
    of architecture: Architecture, imageCount: Int, drawCount: Int
  ) -> Int {
    let norm = architecture.weightMatrices.filter(\.isOfAttention).map { matrix in
      let side = min(matrix.rows, matrix.columns)
      return matrix.parameter.count + 4 * side * side
    }.max()
    return drawCount
      * (AbsoluteFlow<Float>.byteCount(of: architecture)
        + MemoryLayout<Double>.stride * (norm ?? 0))
  }
}
