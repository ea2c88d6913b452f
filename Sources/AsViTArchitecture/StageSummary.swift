/// What one stage of an architecture is and costs: its blocks, and the merging that leaves it.
public struct StageSummary: Hashable, Codable, Sendable {
  /// Tokens per side.
  public let gridSide: Int
  public let channelCount: Int
  /// Tokens per side of an attention window.
  public let windowSide: Int
  public let headCount: Int
  /// Channels per head, rounded down: `headCount · headDimension` may be less than the width.
  public let headDimension: Int
  /// Number of blocks.
  public let depth: Int
  public let parameterCount: Int
  public let macCount: Int
}

extension StageSummary {
  /// - Parameter layers: of one stage; nil when none of them is attention.
  fileprivate init?(layers: [Layer]) {
    let attentions = layers.filter { if case .attention = $0.kind { true } else { false } }
    guard let first = attentions.first,
      case .attention(let windowSide, let headCount, let headDimension) = first.kind
    else { return nil }
    self.init(
      gridSide: first.input.gridSide, channelCount: first.input.channelCount,
      windowSide: windowSide, headCount: headCount, headDimension: headDimension,
      depth: attentions.count, parameterCount: layers.reduce(0) { $0 + $1.parameterCount },
      macCount: layers.reduce(0) { $0 + $1.macCount })
  }
}

extension Architecture {
  /// The stages in order. Embedding and classifier belong to none of them.
  public var stages: [StageSummary] {
    var stages: [[Layer]] = [[]]
    for layer in trunk {
      switch layer.kind {
      case .attention, .mlp: stages[stages.count - 1].append(layer)
      case .merge:
        stages[stages.count - 1].append(layer)
        stages.append([])
      case .embed, .normalise, .positionEmbedding, .pool, .classify: break
      }
    }
    return stages.compactMap(StageSummary.init(layers:))
  }
}
