/// Makes each kind of layer from its input: output shape, parameters and cost follow.
extension Layer {
  /// Parameters `proj.weight` `[C, 3, K, K]`, `proj.bias`.
  ///
  /// - Parameter gridSide: tokens per side, ⌊side / stride⌋ or ⌈side / stride⌉.
  public static func embed(
    _ name: String, from input: TensorShape, gridSide: Int, kernelSize: Int,
    tokenization: Tokenization, channelCount: Int
  ) -> Layer {
    let output = TensorShape(gridSide: gridSide, channelCount: channelCount)
    let shape = [channelCount, input.channelCount, kernelSize, kernelSize]
    return Layer(
      name: name,
      kind: .embed(
        kernelSize: kernelSize, stride: tokenization.stride, dilation: tokenization.dilation),
      input: input, output: output,
      parameters: [
        Parameter(name: "\(name).proj.weight", role: .convolutionWeight, shape: shape),
        Parameter(name: "\(name).proj.bias", role: .convolutionBias, shape: [channelCount]),
      ],
      macCount: output.tokenCount * shape.reduce(1, *))
  }

  /// Parameters `weight`, `bias`, both `[C]`.
  public static func normalise(_ name: String, from input: TensorShape) -> Layer {
    Layer(
      name: name, kind: .normalise, input: input, output: input,
      parameters: norm(name, input.channelCount), macCount: 0)
  }

  /// The parameter `[T², C]` is named as the layer.
  ///
  /// - Parameter tableSide: the grid T² that the table is for.
  public static func positionEmbedding(
    _ name: String, from input: TensorShape, tableSide: Int
  ) -> Layer {
    Layer(
      name: name, kind: .positionEmbedding(tableSide: tableSide), input: input, output: input,
      parameters: [
        Parameter(
          name: name, role: .positionEmbedding,
          shape: [tableSide * tableSide, input.channelCount])
      ],
      macCount: 0)
  }

  /// Parameters `norm1`, `attn.qkv`, `attn.proj`, each weight then bias. With I = heads · head
  /// dimension, `attn.qkv.weight` is `[3 I, C]` and `attn.proj.weight` `[C, I]`.
  public static func attention(
    _ name: String, from input: TensorShape, windowSide: Int, headCount: Int, headDimension: Int
  ) -> Layer {
    let channels = input.channelCount
    let inner = headCount * headDimension
    return Layer(
      name: name,
      kind: .attention(windowSide: windowSide, headCount: headCount, headDimension: headDimension),
      input: input, output: input,
      parameters: norm("\(name).norm1", channels)
        + linear("\(name).attn.qkv", from: channels, to: 3 * inner)
        + linear("\(name).attn.proj", from: inner, to: channels),
      macCount: input.tokenCount * inner * (4 * channels + 2 * windowSide * windowSide))
  }

  /// Parameters `norm2`, `mlp.fc1`, `mlp.fc2`, each weight then bias.
  public static func mlp(_ name: String, from input: TensorShape, hiddenChannels: Int) -> Layer {
    let channels = input.channelCount
    return Layer(
      name: name, kind: .mlp(hiddenChannels: hiddenChannels), input: input, output: input,
      parameters: norm("\(name).norm2", channels)
        + linear("\(name).mlp.fc1", from: channels, to: hiddenChannels)
        + linear("\(name).mlp.fc2", from: hiddenChannels, to: channels),
      macCount: input.tokenCount * 2 * channels * hiddenChannels)
  }

  /// Parameters `norm.weight`, `norm.bias` over K² C features, `reduction.weight` `[C', K² C]`.
  ///
  /// - Parameter gridSide: tokens per side, half of the input's, rounded down or up.
  public static func merge(
    _ name: String, from input: TensorShape, gridSide: Int, kernelSize: Int, channelCount: Int
  ) -> Layer {
    let unfolded = kernelSize * kernelSize * input.channelCount
    let output = TensorShape(gridSide: gridSide, channelCount: channelCount)
    return Layer(
      name: name, kind: .merge(kernelSize: kernelSize), input: input, output: output,
      parameters: norm("\(name).norm", unfolded) + [
        Parameter(
          name: "\(name).reduction.weight", role: .linearWeight, shape: [channelCount, unfolded])
      ],
      macCount: output.tokenCount * unfolded * channelCount)
  }

  /// No parameters; the output is a 1 × 1 grid.
  public static func pool(_ name: String, from input: TensorShape) -> Layer {
    Layer(
      name: name, kind: .pool, input: input,
      output: TensorShape(gridSide: 1, channelCount: input.channelCount), parameters: [],
      macCount: 0)
  }

  /// Parameters `fc1`, `fc2`, each weight then bias.
  public static func classify(
    _ name: String, from input: TensorShape, hiddenChannels: Int, classCount: Int
  ) -> Layer {
    Layer(
      name: name, kind: .classify(hiddenChannels: hiddenChannels, classCount: classCount),
      input: input,
      output: TensorShape(gridSide: input.gridSide, channelCount: classCount),
      parameters: linear("\(name).fc1", from: input.channelCount, to: hiddenChannels)
        + linear("\(name).fc2", from: hiddenChannels, to: classCount),
      macCount: input.tokenCount * hiddenChannels * (input.channelCount + classCount))
  }

  private static func norm(_ name: String, _ channelCount: Int) -> [Parameter] {
    [
      Parameter(name: "\(name).weight", role: .normWeight, shape: [channelCount]),
      Parameter(name: "\(name).bias", role: .normBias, shape: [channelCount]),
    ]
  }

  private static func linear(_ name: String, from inputs: Int, to outputs: Int) -> [Parameter] {
    [
      Parameter(name: "\(name).weight", role: .linearWeight, shape: [outputs, inputs]),
      Parameter(name: "\(name).bias", role: .linearBias, shape: [outputs]),
    ]
  }
}
