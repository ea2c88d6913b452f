/// What one stage of an architecture is and costs: its blocks, and the merging that leaves it.
public struct StageSummary: Hashable, Codable, Sendable {
  /// Tokens per side.
  public let gridSide: Int
  public let channelCount: Int
  /// Tokens per side of an attention window.
  public let windowSide: Int
  public let headCount: Int
  /// Channels per head, rounded down as in the authors' code.
  public let headDimension: Int
  /// The width of queries, keys and values: heads · head dimension, less than the channels where
  /// heads do not divide them. The counts are those of this width.
  public let innerWidth: Int
  /// Number of blocks.
  public let depth: Int
  public let parameterCount: Int
  public let macCount: Int

  public var isTruncated: Bool { innerWidth < channelCount }
}

extension StageSummary {
  /// - Parameter layers: of one stage; nil when none of them is attention.
  fileprivate init?(layers: [Layer]) {
    let depth = layers.count { if case .attention = $0.kind { true } else { false } }
    for layer in layers {
      guard case .attention(let windowSide, let headCount, let headDimension, _) = layer.kind
      else { continue }
      self.init(
        gridSide: layer.input.gridSide, channelCount: layer.input.channelCount,
        windowSide: windowSide, headCount: headCount, headDimension: headDimension,
        innerWidth: headCount * headDimension, depth: depth,
        parameterCount: layers.reduce(0) { $0 + $1.parameterCount },
        macCount: layers.reduce(0) { $0 + $1.macCount })
      return
    }
    return nil
  }
}

extension Architecture {
  /// The stages in order. Embedding and classifier belong to none of them.
  public var stages: [StageSummary] {
    let stageCount = (trunk.compactMap(\.stage).max() ?? -1) + 1
    return (0..<stageCount).compactMap { stage in
      StageSummary(layers: trunk.filter { $0.stage == stage })
    }
  }
}
