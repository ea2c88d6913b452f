public import AsViTArchitecture
import Glibc

/// Σ tokens · ln(outputs) over the linear maps of all blocks, in nats: 3q and d of an attention of inner
/// width q, m and d of an MLP with m hidden channels, d the width. A class token counts.
///
/// The entropy of a token's channels in a fresh network is close to the logarithm of their number, so
/// this is token entropy without its forward pass. Where widths differ little, as in AutoFormer's
/// spaces, it is a layer counter.
public enum LogWidth: SeparableProxy {
  public static let metric = Metric("logWidth")
  public static let word = "log-width"
  public static let title = "log-width (token entropy)"
  public static let direction: Direction? = .higher
  public static let isLogarithmic = true

  /// Tokens are added up for each width, so that architectures of equal sums have the same bits.
  public static func value(of architecture: Architecture) -> Double {
    var tokens: [Int: Int] = [:]
    for layer in architecture.layers {
      for output in outputs(of: layer) { tokens[output, default: 0] += layer.input.tokenCount }
    }
    return tokens.sorted { $0.key < $1.key }
      .reduce(0) { $0 + Double($1.value) * log(Double($1.key)) }
  }

  public static func term(of layer: Layer) -> Double {
    outputs(of: layer).reduce(0) { $0 + Double(layer.input.tokenCount) * log(Double($1)) }
  }

  /// Outputs of the linear maps of a block.
  private static func outputs(of layer: Layer) -> [Int] {
    switch layer.kind {
    case .attention(_, let headCount, let headDimension, _):
      [3 * headCount * headDimension, layer.input.channelCount]
    case .mlp(let hiddenChannels, _): [hiddenChannels, layer.input.channelCount]
    default: []
    }
  }
}
