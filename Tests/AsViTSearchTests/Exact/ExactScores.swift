import AsViTArchitecture
import AsViTSearch
import Foundation

/// A separable score for tests, in multiples of 1/1024: sums have no rounding, whatever their order.
enum ExactScore: String, CaseIterable, SeparableScore {
  /// Σ depth · width.
  case depthTimesWidth
  /// Concave in inner and hidden width, as the spectral capacity is.
  case concave
  /// Convex and of either sign.
  case convex
  /// What a limit is of.
  case parameters
  /// Windows alone.
  case windows
  /// The same for all.
  case blind

  func term(of layer: Layer) -> Double {
    let width = Double(layer.input.channelCount)
    func logarithm(_ inner: Int) -> Double {
      (log(1 + Double(inner) / width) * 1024).rounded() / 1024
    }
    switch (self, layer.kind) {
    case (.depthTimesWidth, .attention): return width
    case (.concave, .attention(_, let headCount, let headDimension, _)):
      return width * logarithm(headCount * headDimension)
    case (.concave, .mlp(let hidden, _)): return width * logarithm(hidden)
    case (.convex, .mlp(let hidden, _)): return Double(hidden * hidden) / 1024 - width
    case (.parameters, _): return Double(layer.parameterCount)
    case (.windows, .attention(let windowSide, _, _, _)): return Double(windowSide)
    default: return 0
    }
  }
}
