/// The kernels of one instruction set for one scalar type.
///
/// Every kernel takes one operand structure, which documents shapes and layout. All matrices are
/// row-major. Vectors of sixteen lanes may read up to fifteen scalars past the end of an operand
/// and write there only where the operands say so: buffers come from `ScalarBuffer`, which has the
/// slack.
public struct KernelTable<Scalar>: Sendable {
  public typealias Kernel<Operands> = @Sendable (Operands) -> Void

  public let multiply: Kernel<MatrixProduct<Scalar>>
  public let packPanels: Kernel<PanelPacking<Scalar>>
  public let attend: Kernel<WindowedAttention<Scalar>>
  public let attendBackward: Kernel<WindowedAttentionBackward<Scalar>>
  public let normalise: Kernel<LayerNorm<Scalar>>
  public let normaliseBackward: Kernel<LayerNormBackward<Scalar>>
  public let gelu: Kernel<Gelu<Scalar>>
  public let geluBackward: Kernel<GeluBackward<Scalar>>
  public let unfold: Kernel<Unfold<Scalar>>
  public let fold: Kernel<Fold<Scalar>>
  public let convolveDepthwise: Kernel<DepthwiseConvolution<Scalar>>
  public let convolveDepthwiseBackward: Kernel<DepthwiseConvolutionBackward<Scalar>>
  public let sumRows: Kernel<RowSum<Scalar>>
  public let combine: Kernel<LinearCombination<Scalar>>
  public let updateGram: Kernel<GramUpdate<Scalar>>
  public let updateFactoredGram: Kernel<FactoredGramUpdate<Scalar>>
  public let fillNormal: Kernel<NormalSamples<Scalar>>

  public init(
    multiply: @escaping Kernel<MatrixProduct<Scalar>>,
    packPanels: @escaping Kernel<PanelPacking<Scalar>>,
    attend: @escaping Kernel<WindowedAttention<Scalar>>,
    attendBackward: @escaping Kernel<WindowedAttentionBackward<Scalar>>,
    normalise: @escaping Kernel<LayerNorm<Scalar>>,
    normaliseBackward: @escaping Kernel<LayerNormBackward<Scalar>>,
    gelu: @escaping Kernel<Gelu<Scalar>>, geluBackward: @escaping Kernel<GeluBackward<Scalar>>,
    unfold: @escaping Kernel<Unfold<Scalar>>, fold: @escaping Kernel<Fold<Scalar>>,
    convolveDepthwise: @escaping Kernel<DepthwiseConvolution<Scalar>>,
    convolveDepthwiseBackward: @escaping Kernel<DepthwiseConvolutionBackward<Scalar>>,
    sumRows: @escaping Kernel<RowSum<Scalar>>,
    combine: @escaping Kernel<LinearCombination<Scalar>>,
    updateGram: @escaping Kernel<GramUpdate<Scalar>>,
    updateFactoredGram: @escaping Kernel<FactoredGramUpdate<Scalar>>,
    fillNormal: @escaping Kernel<NormalSamples<Scalar>>
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
    self.updateFactoredGram = updateFactoredGram
    self.fillNormal = fillNormal
  }
}
