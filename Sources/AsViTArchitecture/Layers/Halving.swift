/// Layers that halve the grid.
extension Layer {
  /// Parameters `norm.weight`, `norm.bias` over K² C features, `reduction.weight` `[C', K² C]`.
  ///
  /// - Parameter gridSide: tokens per side, half of the input's, rounded down or up.
  public static func merge(
    _ name: String, from input: TensorShape, gridSide: Int, kernelSize: Int, channelCount: Int
  ) -> Layer {
    let cells = Parameter.Cells(
      cellCount: kernelSize * kernelSize, channelCount: input.channelCount)
    let unfolded = cells.cellCount * cells.channelCount
    let output = TensorShape(gridSide: gridSide, channelCount: channelCount)
    return Layer(
      name: name, kind: .merge(kernelSize: kernelSize), input: input, output: output,
      parameters: Parameter.norm("\(name).norm", unfolded, cells: cells) + [
        Parameter(
          name: "\(name).reduction.weight", role: .linearWeight, shape: [channelCount, unfolded],
          start: .normal(standardDeviation: 0.02), cells: cells)
      ],
      macCount: output.gridTokenCount * unfolded * channelCount,
      padding: centredPadding(
        from: input.gridSide, to: gridSide, kernelSize: kernelSize, stride: 2),
      record: Record(kind: "merge", settings: ["kernelSize": kernelSize, "stride": 2]))
  }

  /// An odd grid enlarged by one, so that a merge divides it; no parameters.
  ///
  /// Zeros in place of the row and column would lie in patches that are then normalised by them: a
  /// network that never saw such patches does not know them.
  public static func resample(_ name: String, from input: TensorShape, gridSide: Int) -> Layer {
    Layer(
      name: name, kind: .resample, input: input,
      output: TensorShape(gridSide: gridSide, channelCount: input.channelCount), parameters: [],
      macCount: 0, record: Record(kind: "resample", settings: [:]))
  }

  /// Parameters `conv.weight` `[C', 1, 3, 3]`, `conv.bias`, `fc.weight` `[C', C]`, `fc.bias`, as
  /// PyTorch draws them. The grid is rounded up.
  ///
  /// Heo et al., ICCV 2021, §3.2 (arXiv:2103.16302).
  ///
  /// - Precondition: the width is a multiple of the input's, which has a class token.
  public static func depthwisePool(
    _ name: String, from input: TensorShape, channelCount: Int
  ) -> Layer {
    precondition(
      channelCount.isMultiple(of: input.channelCount) && input.extraTokenCount == 1,
      "pooling of \(input) to \(channelCount) channels")
    let kernelSize = 3
    let output = TensorShape(
      gridSide: (input.gridSide + 1) / 2, channelCount: channelCount, extraTokenCount: 1)
    let convolution = Parameter.convolution(
      "\(name).conv", from: 1, to: channelCount, kernelSize: kernelSize)
    return Layer(
      name: name, kind: .depthwisePool(kernelSize: kernelSize), input: input, output: output,
      parameters: convolution
        + Parameter.linear(
          "\(name).fc", from: input.channelCount, to: channelCount, start: .torch),
      macCount: output.gridTokenCount * convolution[0].count
        + input.channelCount * channelCount,
      padding: 1, record: Record(kind: "depthwisePool", settings: ["kernelSize": kernelSize]))
  }
}
