public import AsViTArchitecture

/// The sum of widths over all blocks: what other closed forms have to beat. It cannot see MLP ratios.
public enum DepthTimesWidth: SeparableProxy {
  public static let metric = Metric("depthTimesWidth")
  public static let word = "depth-width"
  public static let title = "depth times width"
  public static let direction: Direction? = .higher

  public static func value(of architecture: Architecture) -> Double {
    Double(architecture.blockWidths.reduce(0, +))
  }

  public static func term(of layer: Layer) -> Double { Double(layer.blockWidth ?? 0) }
}

extension Architecture {
  /// The width of every block, in order. A block is an attention and an MLP, and is counted by its
  /// MLP.
  public var blockWidths: [Int] { layers.compactMap(\.blockWidth) }
}

extension Layer {
  /// The width of the block that an MLP ends; nil for other layers.
  public var blockWidth: Int? { if case .mlp = kind { input.channelCount } else { nil } }
}
