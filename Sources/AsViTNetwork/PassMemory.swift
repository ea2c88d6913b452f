public import AsViTArchitecture
internal import AsViTKernelInterface
internal import AsViTNumerics

/// The scalars that a pass of a network takes from its arenas, from the list of layers alone.
///
/// Layers take what these counts say; `Arena.reserve` makes the room beforehand.
public struct PassMemory: Hashable, Sendable {
  /// What the forward pass leaves for the backward pass.
  public private(set) var tape = 0
  /// The most that is taken from the scratch arena at a time.
  public private(set) var scratch = 0
  /// What stays taken in the scratch arena from layer to layer.
  private var lasting = 0

  /// A forward pass to the features with a tape and a backward pass for the weights alone.
  public init(backwardThrough architecture: Architecture, imageCount: Int) {
    let features = imageCount * architecture.featureCount
    for layer in architecture.trunk { takeForward(layer, imageCount: imageCount) }
    takeTape(features)
    lasting = 0
    takeLasting(features)
    let last = architecture.trunk[architecture.trunk.count - 1].output
    takeLasting(imageCount * last.tokenCount * last.channelCount)
    for layer in architecture.trunk.reversed() { takeBackward(layer, imageCount: imageCount) }
  }

  /// A forward pass without tape and norms from the output of the first layer, which is affine, for
  /// some images with derivatives; and before it that layer for the two axes of a circle.
  public init(circleThrough architecture: Architecture, imageCount: Int, orders: Int) {
    let first = architecture.trunk[0]
    takeLasting(4 * first.input.tokenCount * first.input.channelCount)
    takeLasting(4 * first.output.tokenCount * first.output.channelCount)
    takeTemporarily([4 * first.output.tokenCount * Self.unfoldedChannels(first)])
    lasting = 0
    takeLasting(orders * imageCount * first.output.tokenCount * first.output.channelCount)
    for layer in architecture.trunk.dropFirst() {
      takeTangent(layer, imageCount: imageCount, orders: orders)
    }
    takeLasting(orders * imageCount * architecture.featureCount)
  }

  /// An update: a forward pass of copied images to the logits with a tape, and back from a gradient
  /// of the logits.
  ///
  /// - Parameter isNoisy: whether `BranchNoise` changes the branches.
  public init(trainingThrough architecture: Architecture, imageCount: Int, isNoisy: Bool) {
    let input = architecture.trunk[0].input
    takeLasting(imageCount * input.tokenCount * input.channelCount)
    for layer in architecture.layers { takeForward(layer, imageCount: imageCount) }
    takeLasting(imageCount * architecture.classCount)
    for layer in architecture.layers.reversed() {
      takeBackward(layer, imageCount: imageCount, isNoisy: isNoisy)
    }
  }

  /// A forward pass of copied images to the logits without a tape.
  public init(evaluatingThrough architecture: Architecture, imageCount: Int) {
    let input = architecture.trunk[0].input
    takeLasting(imageCount * input.tokenCount * input.channelCount)
    for layer in architecture.layers {
      takeTangent(layer, imageCount: imageCount, orders: 1, normalises: true)
    }
  }

  private mutating func takeTape(_ count: Int) { tape += Arena<Float>.footprint(count) }

  private mutating func takeLasting(_ count: Int) {
    lasting += Arena<Float>.footprint(count)
    scratch = max(scratch, lasting)
  }

  private mutating func takeTemporarily(_ counts: [Int]) {
    scratch = max(scratch, lasting + counts.map(Arena<Float>.footprint).reduce(0, +))
  }
}

extension PassMemory {
  // A position table at another grid takes less than the attention behind it.

  /// Order 0, with a tape.
  private mutating func takeForward(_ layer: Layer, imageCount: Int) {
    let rows = imageCount * layer.output.tokenCount
    let channels = layer.output.channelCount
    takeTape(rows * channels)
    switch layer.kind {
    case .embed, .merge: takeTemporarily([rows * Self.unfoldedChannels(layer)])
    case .attention:
      let windows = Self.windows(layer, imageCount: imageCount)
      takeTape(3 * rows * windows.innerWidth)
      takeTape(rows * windows.innerWidth)
      takeTemporarily([max(rows * channels, windows.scratchCount(jetCount: 1))])
    case .mlp(let hidden):
      takeTape(rows * hidden)
      takeTemporarily([
        MLPLayer<Float>.rowsPerBlock * channels, MLPLayer<Float>.rowsPerBlock * hidden,
      ])
    case .classify(let hidden, _): takeTape(rows * hidden)
    case .normalise, .positionEmbedding, .pool: break
    }
  }

  private mutating func takeBackward(_ layer: Layer, imageCount: Int, isNoisy: Bool = false) {
    let rows = imageCount * layer.output.tokenCount
    let channels = layer.output.channelCount
    let noise = isNoisy ? [rows * channels] : []
    switch layer.kind {
    case .embed: takeLasting(rows * Self.unfoldedChannels(layer))
    case .normalise: takeTemporarily([channels])
    case .merge:
      let unfolded = Self.unfoldedChannels(layer)
      takeLasting(imageCount * layer.input.tokenCount * layer.input.channelCount)
      takeTemporarily([rows * unfolded, rows * unfolded, unfolded])
    case .attention:
      let windows = Self.windows(layer, imageCount: imageCount)
      let inner = rows * windows.innerWidth
      takeTemporarily(noise + [3 * inner, inner, windows.backwardScratchCount])
      takeTemporarily(noise + [3 * inner, rows * channels, channels])
    case .mlp(let hidden): takeTemporarily(noise + [rows * hidden, rows * channels, channels])
    case .pool: takeLasting(imageCount * layer.input.tokenCount * channels)
    case .classify(let hidden, _):
      takeLasting(imageCount * layer.input.tokenCount * layer.input.channelCount)
      takeTemporarily([rows * hidden])
    case .positionEmbedding: break
    }
  }

  /// Several orders, without tape.
  private mutating func takeTangent(
    _ layer: Layer, imageCount: Int, orders: Int, normalises: Bool = false
  ) {
    let rows = orders * imageCount * layer.output.tokenCount
    let channels = layer.output.channelCount
    switch layer.kind {
    case .embed, .merge:
      takeLasting(rows * channels)
      takeTemporarily([rows * Self.unfoldedChannels(layer)])
    case .attention:
      let windows = Self.windows(layer, imageCount: imageCount)
      takeTemporarily([
        3 * rows * windows.innerWidth, rows * windows.innerWidth,
        max(normalises ? rows * channels : 0, windows.scratchCount(jetCount: orders)),
      ])
    case .mlp(let hidden):
      let block = orders * MLPLayer<Float>.rowsPerBlock
      takeTemporarily([block * channels, block * hidden])
    case .pool: takeLasting(rows * channels)
    case .classify(let hidden, _):
      takeLasting(rows * channels)
      takeLasting(rows * hidden)
    case .normalise, .positionEmbedding: break
    }
  }

  /// The features of a row that a convolution or a merging is applied to.
  private static func unfoldedChannels(_ layer: Layer) -> Int {
    switch layer.kind {
    case .embed(let kernelSize, _, _), .merge(let kernelSize):
      kernelSize * kernelSize * layer.input.channelCount
    default: 0
    }
  }

  /// - Precondition: the layer is attention.
  private static func windows(_ layer: Layer, imageCount: Int) -> WindowedAttentionShape {
    guard case .attention(let windowSide, let headCount, let headDimension) = layer.kind else {
      preconditionFailure("\(layer.name) is not attention")
    }
    return WindowedAttentionShape(
      imageCount: imageCount, gridSide: layer.input.gridSide, windowSide: windowSide,
      headCount: headCount, headDimension: headDimension)
  }
}

extension Network {
  /// The scalars that the parameters of an architecture take, as they are and packed.
  public static func scalarCount(of architecture: Architecture) -> Int {
    ParameterStore<Scalar>.scalarCount(of: architecture) + packedCount(of: architecture)
  }

  /// The scalars of a network beside its parameters.
  public static func packedCount(of architecture: Architecture) -> Int {
    architecture.layers.reduce(0) { count, layer in
      let packed = layer.parameters.reduce(0) { count, parameter in
        switch parameter.role {
        case .linearWeight, .convolutionWeight:
          let columns = parameter.shape[0]
          return count
            + PanelPacking<Scalar>.count(columns: columns, depth: parameter.count / columns)
        default: return count
        }
      }
      return count + packed
    }
  }
}
