/// How the first projection cuts an image into tokens: every `stride` pixels a kernel whose taps lie
/// `dilation` pixels apart. The weights of the kernel fit any tokenization.
public struct Tokenization: Hashable, Codable, Sendable {
  /// Pixels between neighbouring tokens.
  public let stride: Int
  /// Pixels between neighbouring taps of the kernel.
  public let dilation: Int

  public init(stride: Int, dilation: Int = 1) {
    precondition(stride > 0 && dilation > 0, "stride \(stride), dilation \(dilation)")
    self.stride = stride
    self.dilation = dilation
  }

  /// A coarser tokenization with the weights of a kernel made for `baseStride`.
  ///
  /// The dilation is ⌊(K s / s₀ − 1) / (K − 1)⌋, the largest whose footprint (K − 1) d + 1 keeps the
  /// overlap K / s₀ of the base. For kernel 4 and stride 4 that is 5, 2 and 1 at the strides 16, 8
  /// and 4 of As-ViT's progressive re-tokenization.
  ///
  /// Chen et al., ICLR 2022; the rule for other kernels is ours.
  public init(kernelSize: Int, baseStride: Int, stride: Int) {
    precondition(
      kernelSize > 0 && baseStride > 0 && stride >= baseStride,
      "kernel \(kernelSize), stride \(stride) over \(baseStride)")
    let overlap = (kernelSize * stride - baseStride) / baseStride
    self.init(stride: stride, dilation: kernelSize == 1 ? 1 : overlap / (kernelSize - 1))
  }
}
