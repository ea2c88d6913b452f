/// One layer of an architecture: what it does, its shapes, its parameters and its cost.
///
/// Everything downstream (network, metrics, counts, export) reads the flat list of layers; a
/// family of architectures is nothing but a way to make that list from a genotype.
public struct Layer: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Convolution of the image, kernel K × K, with zeros around it as `padding` says.
    case embed(kernelSize: Int, stride: Int, dilation: Int)
    /// LayerNorm over channels.
    case normalise(epsilon: Double)
    /// Adds a learned table of `tableSide²` positions, and of the tokens beside the grid. Where the
    /// grid is another, those of the grid are interpolated bilinearly.
    case positionEmbedding(tableSide: Int)
    /// Puts a learned token before those of the grid.
    case classToken
    /// x += proj(attention(norm1(x))) in non-overlapping square windows of `windowSide` tokens, the
    /// whole grid and what is beside it when the window is the grid. The inner width
    /// `headCount · headDimension` need not be the channel count.
    case attention(windowSide: Int, headCount: Int, headDimension: Int, epsilon: Double)
    /// x += fc2(gelu(fc1(norm2(x)))).
    case mlp(hiddenChannels: Int, epsilon: Double)
    /// Unfold K × K at stride 2 with zeros around the grid as `padding` says, features ordered
    /// (channel, y, x); LayerNorm over them; linear reduction without bias.
    case merge(kernelSize: Int)
    /// Halves the grid by a convolution of each channel with one kernel K × K or more at stride 2;
    /// a linear map of the class token to the same width.
    case depthwisePool(kernelSize: Int)
    /// The tokens at another grid, interpolated bilinearly between the centres of the cells.
    case resample
    case pool(Pooling)
    /// A linear map.
    case linear
    /// A linear map, tanh, a linear map.
    case classify(hiddenChannels: Int)
  }

  /// What stands for all tokens.
  public enum Pooling: String, Hashable, Sendable {
    /// The mean over the grid; tokens beside it are dropped.
    case mean
    case classToken
  }

  /// The prefix of the layer's parameter names, as in the `state_dict` of its family.
  public let name: String
  public let kind: Kind
  public let input: TensorShape
  public let output: TensorShape
  /// Its parameters, in the order in which it applies them.
  public let parameters: [Parameter]
  /// Multiply-accumulates for one image: convolutions, linear maps and both attention products.
  public let macCount: Int
  /// Rows and columns of zeros before the grid that a convolution or a merging reads; zeros behind
  /// it complete the last patch. None for other kinds.
  public var padding = 0
  /// The branch beside the residual connection, such as `blocks.0.attn`; nil where there is none.
  public var branch: String?
  /// The stage of the network, from 0; nil for embedding and classifier.
  public var stage: Int?
  /// The kind for other tools, and the numbers that it goes with.
  public let record: Record

  /// What `docs/architecture.schema.json` calls a layer's kind and settings.
  public struct Record: Hashable, Sendable {
    public let kind: String
    public let settings: [String: Int]
  }

  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The layer as part of a stage.
  func inStage(_ stage: Int) -> Layer {
    var layer = self
    layer.stage = stage
    return layer
  }
}

/// The shape of an activation: the tokens of a grid, and others before them. An image is a grid of
/// pixels; pooled features are a 1 × 1 grid.
public struct TensorShape: Hashable, Sendable {
  public let gridSide: Int
  public let channelCount: Int
  /// Tokens before those of the grid: 1 with a class token.
  public let extraTokenCount: Int

  public init(gridSide: Int, channelCount: Int, extraTokenCount: Int = 0) {
    self.gridSide = gridSide
    self.channelCount = channelCount
    self.extraTokenCount = extraTokenCount
  }

  public var gridTokenCount: Int { gridSide * gridSide }
  public var tokenCount: Int { gridTokenCount + extraTokenCount }
}
