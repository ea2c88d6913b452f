/// Convolution of each channel of a grid of tokens with kernels of its own: C channels become m C,
/// output channel c reading input channel ⌊c / m⌋.
public struct DepthwiseConvolution<Scalar> {
  public let geometry: PatchGeometry
  /// C.
  public let inputChannels: Int
  /// m C.
  public let outputChannels: Int
  /// `[inputSide², C]`.
  public let input: UnsafePointer<Scalar>
  /// `[m C, K, K]`.
  public let weight: UnsafePointer<Scalar>
  /// `[m C]`; nil for none, as for derivatives.
  public let bias: UnsafePointer<Scalar>?
  /// `[outputSide², m C]`, written.
  public let output: UnsafeMutablePointer<Scalar>

  public init(
    geometry: PatchGeometry, inputChannels: Int, outputChannels: Int,
    input: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>, bias: UnsafePointer<Scalar>?,
    output: UnsafeMutablePointer<Scalar>
  ) {
    self.geometry = geometry
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.input = input
    self.weight = weight
    self.bias = bias
    self.output = output
  }
}

/// The adjoint of `DepthwiseConvolution`; everything is added to what is there.
public struct DepthwiseConvolutionBackward<Scalar> {
  public let geometry: PatchGeometry
  public let inputChannels: Int
  public let outputChannels: Int
  /// `[inputSide², C]`.
  public let input: UnsafePointer<Scalar>
  /// `[m C, K, K]`.
  public let weight: UnsafePointer<Scalar>
  /// `[outputSide², m C]`.
  public let outputGradient: UnsafePointer<Scalar>
  /// `[inputSide², C]`.
  public let inputGradient: UnsafeMutablePointer<Scalar>
  /// `[m C, K, K]`.
  public let weightGradient: UnsafeMutablePointer<Scalar>

  public init(
    geometry: PatchGeometry, inputChannels: Int, outputChannels: Int,
    input: UnsafePointer<Scalar>, weight: UnsafePointer<Scalar>,
    outputGradient: UnsafePointer<Scalar>, inputGradient: UnsafeMutablePointer<Scalar>,
    weightGradient: UnsafeMutablePointer<Scalar>
  ) {
    self.geometry = geometry
    self.inputChannels = inputChannels
    self.outputChannels = outputChannels
    self.input = input
    self.weight = weight
    self.outputGradient = outputGradient
    self.inputGradient = inputGradient
    self.weightGradient = weightGradient
  }
}
