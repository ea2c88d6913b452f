/// The geometry of square patches on a square grid of cells, zero outside.
public struct PatchGeometry: Hashable, Sendable {
  public let inputSide: Int
  public let outputSide: Int
  public let kernelSize: Int
  public let stride: Int
  /// Cells between neighbouring taps of a patch.
  public let dilation: Int
  /// Rows and columns of zeros before the grid.
  public let padding: Int

  public init(
    inputSide: Int, outputSide: Int, kernelSize: Int, stride: Int, dilation: Int = 1, padding: Int
  ) {
    self.inputSide = inputSide
    self.outputSide = outputSide
    self.kernelSize = kernelSize
    self.stride = stride
    self.dilation = dilation
    self.padding = padding
  }
}

/// Gathers patches of a grid: input `[side², channels]`, or `[channels, side²]` for images, to
/// output `[outputSide², features]`.
///
/// The features of a grid of tokens are ordered (y, x, channel), those of an image
/// (channel, y, x), so that both copy runs of neighbouring memory. Up to fifteen scalars behind
/// the output may be overwritten: of several images, unfold the first first.
public struct Unfold<Scalar> {
  public let geometry: PatchGeometry
  public let channels: Int
  /// Whether the input is an image, channels first.
  public let channelsFirst: Bool
  public let input: UnsafePointer<Scalar>
  public let output: UnsafeMutablePointer<Scalar>

  public init(
    geometry: PatchGeometry, channels: Int, channelsFirst: Bool, input: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    self.geometry = geometry
    self.channels = channels
    self.channelsFirst = channelsFirst
    self.input = input
    self.output = output
  }
}

/// The adjoint of `Unfold`: every cell receives the sum over the patches that it was copied to.
public struct Fold<Scalar> {
  public let geometry: PatchGeometry
  public let channels: Int
  /// The order of features, as in `Unfold`.
  public let channelsFirst: Bool
  /// `[outputSide², features]`.
  public let patches: UnsafePointer<Scalar>
  /// Cells laid out as the input of `Unfold`, overwritten.
  public let output: UnsafeMutablePointer<Scalar>

  public init(
    geometry: PatchGeometry, channels: Int, channelsFirst: Bool, patches: UnsafePointer<Scalar>,
    output: UnsafeMutablePointer<Scalar>
  ) {
    self.geometry = geometry
    self.channels = channels
    self.channelsFirst = channelsFirst
    self.patches = patches
    self.output = output
  }
}
