/// Layers from the last tokens to features and logits.
extension Layer {
  /// A layer without parameters, whose output is a 1 × 1 grid.
  public static func pool(
    _ name: String, from input: TensorShape, _ pooling: Pooling = .mean
  ) -> Layer {
    precondition(pooling == .mean || input.extraTokenCount == 1, "no class token to pick")
    return Layer(
      name: name, kind: .pool(pooling), input: input,
      output: TensorShape(gridSide: 1, channelCount: input.channelCount), parameters: [],
      macCount: 0,
      record: Record(kind: pooling == .mean ? "pool" : "pickClassToken", settings: [:]))
  }

  /// Parameters `weight` `[outputs, C]`, `bias`.
  public static func linear(
    _ name: String, from input: TensorShape, outputCount: Int,
    start: Parameter.LinearStart = .narrowNormal
  ) -> Layer {
    Layer(
      name: name, kind: .linear, input: input,
      output: TensorShape(gridSide: input.gridSide, channelCount: outputCount),
      parameters: Parameter.linear(name, from: input.channelCount, to: outputCount, start: start),
      macCount: input.tokenCount * input.channelCount * outputCount,
      record: Record(kind: "linear", settings: ["outputCount": outputCount]))
  }

  /// Parameters `fc1`, `fc2`, each weight then bias.
  public static func classify(
    _ name: String, from input: TensorShape, hiddenChannels: Int, classCount: Int
  ) -> Layer {
    Layer(
      name: name, kind: .classify(hiddenChannels: hiddenChannels), input: input,
      output: TensorShape(gridSide: input.gridSide, channelCount: classCount),
      parameters: Parameter.linear("\(name).fc1", from: input.channelCount, to: hiddenChannels)
        + Parameter.linear("\(name).fc2", from: hiddenChannels, to: classCount),
      macCount: input.tokenCount * hiddenChannels * (input.channelCount + classCount),
      record: Record(
        kind: "classify",
        settings: ["hiddenChannels": hiddenChannels, "classCount": classCount]))
  }
}
