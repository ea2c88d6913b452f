/// Layers that treat every token by itself, or add to the tokens.
extension Layer {
  /// ε of LayerNorm in PyTorch.
  public static let torchEpsilon = 1e-5

  /// Parameters `weight`, `bias`, both `[C]`.
  public static func normalise(
    _ name: String, from input: TensorShape, epsilon: Double = torchEpsilon
  ) -> Layer {
    Layer(
      name: name, kind: .normalise(epsilon: epsilon), input: input, output: input,
      parameters: Parameter.norm(name, input.channelCount), macCount: 0,
      record: Record(kind: "normalise", settings: [:]))
  }

  /// How a position table is laid out in the `state_dict`.
  public enum PositionTable: Hashable, Sendable {
    /// `[tokens, C]`.
    case rows
    /// `[1, tokens, C]`.
    case batchOfRows
    /// `[1, C, side, side]`; tokens beside the grid have no position.
    case channelsFirst
  }

  /// The parameter is named as the layer.
  ///
  /// - Parameter tableSide: tokens per side of the grid that the table is for.
  public static func positionEmbedding(
    _ name: String, from input: TensorShape, tableSide: Int, table: PositionTable = .rows
  ) -> Layer {
    let (cells, channels) = (tableSide * tableSide, input.channelCount)
    let tokens = cells + input.extraTokenCount
    let shape =
      switch table {
      case .rows: [tokens, channels]
      case .batchOfRows: [1, tokens, channels]
      case .channelsFirst: [1, channels, tableSide, tableSide]
      }
    precondition(
      table != .channelsFirst || input.extraTokenCount == 0, "a position for a class token")
    return Layer(
      name: name, kind: .positionEmbedding(tableSide: tableSide), input: input, output: input,
      parameters: [
        Parameter(
          name: name, role: .embedding, shape: shape, start: .normal(standardDeviation: 0.02),
          cells: table == .channelsFirst
            ? Parameter.Cells(cellCount: cells, channelCount: channels) : nil)
      ],
      macCount: 0, record: Record(kind: "positionEmbedding", settings: ["tableSide": tableSide]))
  }

  /// The parameter `[1, 1, C]` is named as the layer.
  public static func classToken(
    _ name: String, from input: TensorShape, standardDeviation: Float
  ) -> Layer {
    precondition(input.extraTokenCount == 0, "a second class token")
    return Layer(
      name: name, kind: .classToken, input: input,
      output: TensorShape(
        gridSide: input.gridSide, channelCount: input.channelCount, extraTokenCount: 1),
      parameters: [
        Parameter(
          name: name, role: .embedding, shape: [1, 1, input.channelCount],
          start: .normal(standardDeviation: standardDeviation))
      ],
      macCount: 0, record: Record(kind: "classToken", settings: [:]))
  }
}
