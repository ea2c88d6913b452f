/// Layers beside a residual connection.
extension Layer {
  /// Parameters `norm1`, `attn.qkv`, `attn.proj`, each weight then bias. With I = heads · head
  /// dimension, `attn.qkv.weight` is `[3 I, C]` and `attn.proj.weight` `[C, I]`.
  ///
  /// - Precondition: tokens beside the grid need a window as large as the grid.
  public static func attention(
    _ name: String, from input: TensorShape, windowSide: Int, headCount: Int,
    headDimension: Int, epsilon: Double = torchEpsilon,
    start: Parameter.LinearStart = .narrowNormal
  ) -> Layer {
    precondition(
      input.extraTokenCount == 0 || windowSide == input.gridSide,
      "windows of \(windowSide) and a class token")
    let channels = input.channelCount
    let inner = headCount * headDimension
    let windowTokens = windowSide * windowSide + input.extraTokenCount
    return Layer(
      name: name,
      kind: .attention(
        windowSide: windowSide, headCount: headCount, headDimension: headDimension,
        epsilon: epsilon),
      input: input, output: input,
      parameters: Parameter.norm("\(name).norm1", channels)
        + Parameter.linear("\(name).attn.qkv", from: channels, to: 3 * inner, start: start)
        + Parameter.linear("\(name).attn.proj", from: inner, to: channels, start: start),
      macCount: input.tokenCount * inner * (4 * channels + 2 * windowTokens),
      branch: "\(name).attn",
      record: Record(
        kind: "attention",
        settings: [
          "windowSide": windowSide, "headCount": headCount, "headDimension": headDimension,
        ]))
  }

  /// Parameters `norm2`, `mlp.fc1`, `mlp.fc2`, each weight then bias.
  public static func mlp(
    _ name: String, from input: TensorShape, hiddenChannels: Int, epsilon: Double = torchEpsilon,
    start: Parameter.LinearStart = .narrowNormal
  ) -> Layer {
    let channels = input.channelCount
    return Layer(
      name: name, kind: .mlp(hiddenChannels: hiddenChannels, epsilon: epsilon), input: input,
      output: input,
      parameters: Parameter.norm("\(name).norm2", channels)
        + Parameter.linear("\(name).mlp.fc1", from: channels, to: hiddenChannels, start: start)
        + Parameter.linear("\(name).mlp.fc2", from: hiddenChannels, to: channels, start: start),
      macCount: input.tokenCount * 2 * channels * hiddenChannels,
      branch: "\(name).mlp",
      record: Record(kind: "mlp", settings: ["hiddenChannels": hiddenChannels]))
  }
}
