public import AsViTArchitecture

/// A proxy that adds up over the weight matrices of a network with absolute weights, on an image of ones.
public protocol FlowProxy: Proxy {
  /// What a matrix adds; NaN where there is no such number.
  static func term(of matrix: MatrixFlow) -> Double
}

extension FlowProxy {
  public static var needs: ProxyNeeds { .network }

  public static func outcomes(in trial: Trial) -> [Outcome] { trial.sums(of: Self.self) }

  public static func byteCount(
    of architecture: Architecture, imageCount: Int, drawCount: Int
  ) -> Int {
    drawCount * AbsoluteFlow<Float>.byteCount(of: architecture)
  }
}

/// A weight matrix W of a network with absolute weights, and the gradient of the summed logits by it.
public struct MatrixFlow: Sendable {
  public let rows: Int
  public let columns: Int
  /// Whether it is one of the two of an attention: queries, keys and values, or the projection.
  public let isOfAttention: Bool
  /// `[rows, columns]`, nothing below zero.
  public let weights: [Double]
  /// `[rows, columns]`.
  public let gradient: [Double]

  public init(
    rows: Int, columns: Int, isOfAttention: Bool, weights: [Double], gradient: [Double]
  ) {
    precondition(
      weights.count == rows * columns && gradient.count == weights.count,
      "\(weights.count) weights, \(gradient.count) gradients, \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    self.isOfAttention = isOfAttention
    self.weights = weights
    self.gradient = gradient
  }

  /// Σ |W ∘ ∂R/∂W|, the synaptic saliency.
  public var saliency: Double {
    weights.indices.reduce(0) { $0 + (weights[$1] * gradient[$1]).magnitude }
  }
}
