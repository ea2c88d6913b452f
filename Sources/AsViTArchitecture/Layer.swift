/// One layer of an architecture: what it does, its shapes, its parameters and its cost.
///
/// Everything downstream (network, metrics, counts, export) reads the flat list of layers; a
/// family of architectures is nothing but a way to make that list from a genotype.
public struct Layer: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Convolution of the image, kernel K × K, with zeros around it as `padding` says. Parameters:
    /// `proj.weight`, `proj.bias`.
    case embed(kernelSize: Int, stride: Int, dilation: Int)
    /// LayerNorm over channels. Parameters: `weight`, `bias`.
    case normalise
    /// Adds a learned table of `tableSide²` positions, interpolated bilinearly where the grid is
    /// another.
    case positionEmbedding(tableSide: Int)
    /// x += proj(attention(norm1(x))) in non-overlapping square windows of `windowSide` tokens;
    /// inner width `headCount · headDimension`, which may be less than the channel count.
    case attention(windowSide: Int, headCount: Int, headDimension: Int)
    /// x += fc2(gelu(fc1(norm2(x)))).
    case mlp(hiddenChannels: Int)
    /// Unfold K × K at stride 2 with zeros around the grid as `padding` says, features ordered
    /// (channel, y, x); LayerNorm over them; linear reduction without bias.
    case merge(kernelSize: Int)
    /// Mean over tokens.
    case pool
    /// Linear, tanh, linear. Parameters: `fc1.weight`, `fc1.bias`, `fc2.weight`, `fc2.bias`.
    case classify(hiddenChannels: Int, classCount: Int)
  }

  /// The prefix of the layer's parameter names, as in the authors' `state_dict`.
  public let name: String
  public let kind: Kind
  public let input: TensorShape
  public let output: TensorShape
  /// In the order in which the layer applies them.
  public let parameters: [Parameter]
  /// Multiply-accumulates for one image: convolutions, linear maps and both attention products.
  public let macCount: Int

  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }

  /// Rows and columns of zeros before the grid that a convolution or a merging reads; zeros behind
  /// it complete the last patch. None for other kinds.
  ///
  /// An output rounded down has the authors' (K − s) / 2. One rounded up has half, rounded down, of
  /// the (out − 1) s + (K − 1) d + 1 − n zeros it needs in all. Where s divides n both are the same.
  public var padding: Int {
    let (kernelSize, stride, dilation): (Int, Int, Int)
    switch kind {
    case .embed(let kernel, let step, let spread):
      (kernelSize, stride, dilation) = (kernel, step, spread)
    case .merge(let kernel): (kernelSize, stride, dilation) = (kernel, 2, 1)
    default: return 0
    }
    guard output.gridSide * stride >= input.gridSide else { return (kernelSize - stride) / 2 }
    let reach = (output.gridSide - 1) * stride + (kernelSize - 1) * dilation + 1
    return max(reach - input.gridSide, 0) / 2
  }
}

/// The shape of an activation: `gridSide²` tokens of `channelCount` features. An image is a grid
/// of pixels; pooled features are a 1 × 1 grid.
public struct TensorShape: Hashable, Sendable {
  public let gridSide: Int
  public let channelCount: Int

  public init(gridSide: Int, channelCount: Int) {
    self.gridSide = gridSide
    self.channelCount = channelCount
  }

  public var tokenCount: Int { gridSide * gridSide }
}

/// A named tensor of learned values.
public struct Parameter: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case convolutionWeight, convolutionBias
    case linearWeight, linearBias
    case normWeight, normBias
    case positionEmbedding
  }

  /// The full name, such as `stages.0.blocks.0.attn.qkv.weight`.
  public let name: String
  public let role: Role
  /// Row-major; linear weights are `[outputs, inputs]`, the convolution `[outputs, 3, K, K]`.
  public let shape: [Int]

  public init(name: String, role: Role, shape: [Int]) {
    self.name = name
    self.role = role
    self.shape = shape
  }

  public var count: Int { shape.reduce(1, *) }

  /// Whether the authors' NTK differentiates by it: every parameter with "weight" in its name.
  public var isWeight: Bool {
    switch role {
    case .convolutionWeight, .linearWeight, .normWeight: true
    case .convolutionBias, .linearBias, .normBias, .positionEmbedding: false
    }
  }
}
