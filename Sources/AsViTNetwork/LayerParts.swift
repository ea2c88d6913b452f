import AsViTArchitecture
import AsViTNumerics

/// What makes a layer of a network out of its description, and what that takes of the arenas.
struct LayerParts<Scalar: NetworkScalar> {
  let memory: any LayerMemory
  /// The layer with its parameters, in their order, and the branch beside its residual connection.
  let make: ([UnsafePointer<Scalar>], ResidualBranch?) -> any NetworkLayer<Scalar>

  private init(
    _ memory: any LayerMemory,
    make: @escaping ([UnsafePointer<Scalar>], ResidualBranch?) -> any NetworkLayer<Scalar>
  ) {
    self.memory = memory
    self.make = make
  }

  init(of layer: Layer) {
    let shape = layer.input
    switch layer.kind {
    case .embed(let kernelSize, let stride, let dilation):
      self.init(ConvolutionMemory(kernelSize: kernelSize)) { parameters, _ in
        EmbedLayer(
          layer, kernelSize: kernelSize, stride: stride, dilation: dilation, parameters: parameters)
      }
    case .normalise(let epsilon):
      self.init(NormMemory()) { parameters, _ in
        NormaliseLayer(shape: shape, epsilon: epsilon, parameters: parameters)
      }
    case .positionEmbedding(let tableSide):
      // A table for another grid takes less than the attention behind it.
      self.init(InPlaceMemory()) { parameters, _ in
        PositionEmbeddingLayer(shape: shape, tableSide: tableSide, parameters: parameters)
      }
    case .classToken:
      self.init(MapMemory()) { parameters, _ in ClassTokenLayer(layer, parameters: parameters) }
    case .attention(let windowSide, let headCount, let headDimension, let epsilon):
      let windows = AttentionWindows(
        shape: shape, side: windowSide, headCount: headCount, headDimension: headDimension)
      self.init(AttentionMemory(windows: windows)) { parameters, branch in
        AttentionLayer(windows, epsilon: epsilon, branch: branch, parameters: parameters)
      }
    case .mlp(let hiddenChannels, let epsilon):
      self.init(MLPMemory(hiddenChannels: hiddenChannels)) { parameters, branch in
        MLPLayer(
          shape: shape, hiddenChannels: hiddenChannels, epsilon: epsilon, branch: branch,
          parameters: parameters)
      }
    case .merge(let kernelSize):
      self.init(MergeMemory(kernelSize: kernelSize)) { parameters, _ in
        MergeLayer(layer, kernelSize: kernelSize, parameters: parameters)
      }
    case .depthwisePool(let kernelSize):
      self.init(MapMemory()) { parameters, _ in
        DepthwisePoolLayer(layer, kernelSize: kernelSize, parameters: parameters)
      }
    case .resample:
      self.init(MapMemory()) { _, _ in ResampleLayer(from: shape, to: layer.output) }
    case .pool(let pooling):
      self.init(MapMemory()) { _, _ in PoolLayer(shape: shape, pooling: pooling) }
    case .linear:
      self.init(MapMemory()) { parameters, _ in LinearLayer(layer, parameters: parameters) }
    case .classify(let hiddenChannels):
      self.init(ClassifyMemory(hiddenChannels: hiddenChannels)) { parameters, _ in
        ClassifyLayer(layer, hiddenChannels: hiddenChannels, parameters: parameters)
      }
    }
  }
}
