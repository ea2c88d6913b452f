/// The kernels of one instruction set for one scalar type.
///
/// Every kernel takes one operand structure, which documents shapes and layout. All matrices are
/// row-major. Vectors of sixteen lanes may read up to fifteen scalars past the end of an operand
/// and write there only where the operands say so: buffers come from `ScalarBuffer`, which has the
/// slack.
public struct KernelTable<Scalar>: Sendable {
  public let multiply: @Sendable (MatrixProduct<Scalar>) -> Void
  public let packPanels: @Sendable (PanelPacking<Scalar>) -> Void
  public let attend: @Sendable (WindowedAttention<Scalar>) -> Void
  public let attendBackward: @Sendable (WindowedAttentionBackward<Scalar>) -> Void
  public let normalise: @Sendable (LayerNorm<Scalar>) -> Void
  public let normaliseBackward: @Sendable (LayerNormBackward<Scalar>) -> Void
  public let gelu: @Sendable (Gelu<Scalar>) -> Void
  public let geluBackward: @Sendable (GeluBackward<Scalar>) -> Void
  public let unfold: @Sendable (Unfold<Scalar>) -> Void
  public let fold: @Sendable (Fold<Scalar>) -> Void
  public let convolveDepthwise: @Sendable (DepthwiseConvolution<Scalar>) -> Void
  public let convolveDepthwiseBackward: @Sendable (DepthwiseConvolutionBackward<Scalar>) -> Void
  public let sumRows: @Sendable (RowSum<Scalar>) -> Void
  public let combine: @Sendable (LinearCombination<Scalar>) -> Void
  public let updateGram: @Sendable (GramUpdate<Scalar>) -> Void
  public let fillNormal: @Sendable (NormalSamples<Scalar>) -> Void

  public init(
    multiply: @escaping @Sendable (MatrixProduct<Scalar>) -> Void,
    packPanels: @escaping @Sendable (PanelPacking<Scalar>) -> Void,
    attend: @escaping @Sendable (WindowedAttention<Scalar>) -> Void,
    attendBackward: @escaping @Sendable (WindowedAttentionBackward<Scalar>) -> Void,
    normalise: @escaping @Sendable (LayerNorm<Scalar>) -> Void,
    normaliseBackward: @escaping @Sendable (LayerNormBackward<Scalar>) -> Void,
    gelu: @escaping @Sendable (Gelu<Scalar>) -> Void,
    geluBackward: @escaping @Sendable (GeluBackward<Scalar>) -> Void,
    unfold: @escaping @Sendable (Unfold<Scalar>) -> Void,
    fold: @escaping @Sendable (Fold<Scalar>) -> Void,
    convolveDepthwise: @escaping @Sendable (DepthwiseConvolution<Scalar>) -> Void,
    convolveDepthwiseBackward:
      @escaping @Sendable (DepthwiseConvolutionBackward<Scalar>) -> Void,
    sumRows: @escaping @Sendable (RowSum<Scalar>) -> Void,
    combine: @escaping @Sendable (LinearCombination<Scalar>) -> Void,
    updateGram: @escaping @Sendable (GramUpdate<Scalar>) -> Void,
    fillNormal: @escaping @Sendable (NormalSamples<Scalar>) -> Void
  ) {
    self.multiply = multiply
    self.packPanels = packPanels
    self.attend = attend
    self.attendBackward = attendBackward
    self.normalise = normalise
    self.normaliseBackward = normaliseBackward
    self.gelu = gelu
    self.geluBackward = geluBackward
    self.unfold = unfold
    self.fold = fold
    self.convolveDepthwise = convolveDepthwise
    self.convolveDepthwiseBackward = convolveDepthwiseBackward
    self.sumRows = sumRows
    self.combine = combine
    self.updateGram = updateGram
    self.fillNormal = fillNormal
  }
}
