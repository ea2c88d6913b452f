extension Layer {
  /// Parameters `weight` `[C, 3, K, K]` and `bias` of the convolution.
  ///
  /// - Parameters:
  ///   - gridSide: tokens per side.
  ///   - convolution: the convolution's name behind the layer's.
  ///   - padding: nil for what centres the patches; see `centredPadding`.
  public static func embed(
    _ name: String, from input: TensorShape, gridSide: Int, kernelSize: Int,
    tokenization: Tokenization, channelCount: Int, convolution: String = "proj",
    padding: Int? = nil
  ) -> Layer {
    let output = TensorShape(gridSide: gridSide, channelCount: channelCount)
    let (stride, dilation) = (tokenization.stride, tokenization.dilation)
    let parameters = Parameter.convolution(
      "\(name).\(convolution)", from: input.channelCount, to: channelCount,
      kernelSize: kernelSize)
    return Layer(
      name: name, kind: .embed(kernelSize: kernelSize, stride: stride, dilation: dilation),
      input: input, output: output, parameters: parameters,
      macCount: output.gridTokenCount * parameters[0].count,
      padding: padding
        ?? centredPadding(
          from: input.gridSide, to: gridSide, kernelSize: kernelSize, stride: stride,
          dilation: dilation),
      record: Record(
        kind: "embed",
        settings: ["kernelSize": kernelSize, "stride": stride, "dilation": dilation]))
  }

  /// Zeros before a grid of which patches are taken.
  ///
  /// An output rounded down has the authors' (K − s) / 2. One rounded up has half, rounded down, of
  /// the (out − 1) s + (K − 1) d + 1 − n zeros it needs in all. Where s divides n both are the same.
  static func centredPadding(
    from inputSide: Int, to outputSide: Int, kernelSize: Int, stride: Int, dilation: Int = 1
  ) -> Int {
    guard outputSide * stride >= inputSide else { return (kernelSize - stride) / 2 }
    let reach = (outputSide - 1) * stride + (kernelSize - 1) * dilation + 1
    return max(reach - inputSide, 0) / 2
  }
}
