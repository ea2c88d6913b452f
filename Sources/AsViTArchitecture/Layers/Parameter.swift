/// A named tensor of learned values.
public struct Parameter: Hashable, Sendable {
  public enum Role: Hashable, Sendable {
    case convolutionWeight, linearWeight, normWeight
    case bias
    /// Position tables and tokens.
    case embedding
  }

  /// The distribution of fresh values.
  public enum Start: Hashable, Sendable {
    case normal(standardDeviation: Float)
    /// Values between −bound and bound, all equally likely.
    case uniform(bound: Float)
    case ones
    case zeros

    /// PyTorch's for the weights and biases of convolutions and linear maps: ±1/√fan-in.
    static func torch(fanIn: Int) -> Start { .uniform(bound: 1 / Float(fanIn).squareRoot()) }
  }

  /// The full name, such as `stages.0.blocks.0.attn.qkv.weight`.
  public let name: String
  public let role: Role
  /// Sides of the row-major tensor: linear weights are `[outputs, inputs]`, convolutions
  /// `[outputs, inputs, K, K]`.
  public let shape: [Int]
  public let start: Start
  /// How the last axis, or the last three, of the `state_dict` are ordered (channel, cell), where
  /// networks compute with (cell, channel); nil where there is one order.
  public var cells: Cells?

  public struct Cells: Hashable, Sendable {
    public let cellCount: Int
    public let channelCount: Int
  }

  public var count: Int { shape.reduce(1, *) }

  /// Whether the authors' NTK differentiates by it: every parameter with "weight" in its name.
  public var isWeight: Bool {
    switch role {
    case .convolutionWeight, .linearWeight, .normWeight: true
    case .bias, .embedding: false
    }
  }
}

/// The groups of parameters that layers are made of.
extension Parameter {
  /// `weight` and `bias` of a LayerNorm, `[C]`.
  static func norm(_ name: String, _ channelCount: Int, cells: Cells? = nil) -> [Parameter] {
    [
      Parameter(
        name: "\(name).weight", role: .normWeight, shape: [channelCount], start: .ones,
        cells: cells),
      Parameter(
        name: "\(name).bias", role: .bias, shape: [channelCount], start: .zeros, cells: cells),
    ]
  }

  /// How linear maps start.
  public enum LinearStart: Hashable, Sendable {
    /// N(0, 0.02²), biases 0: As-ViT's authors, and timm's vision transformer.
    case narrowNormal
    /// PyTorch's own.
    case torch
  }

  /// `weight` `[outputs, inputs]` and `bias` `[outputs]`.
  static func linear(
    _ name: String, from inputs: Int, to outputs: Int, start: LinearStart = .narrowNormal
  ) -> [Parameter] {
    [
      Parameter(
        name: "\(name).weight", role: .linearWeight, shape: [outputs, inputs],
        start: start == .torch ? .torch(fanIn: inputs) : .normal(standardDeviation: 0.02)),
      Parameter(
        name: "\(name).bias", role: .bias, shape: [outputs],
        start: start == .torch ? .torch(fanIn: inputs) : .zeros),
    ]
  }

  /// `weight` `[outputs, inputs, K, K]` and `bias` `[outputs]`, as PyTorch draws them.
  ///
  /// - Parameter inputs: the channels that one output channel reads.
  static func convolution(
    _ name: String, from inputs: Int, to outputs: Int, kernelSize: Int
  ) -> [Parameter] {
    let shape = [outputs, inputs, kernelSize, kernelSize]
    let start = Start.torch(fanIn: inputs * kernelSize * kernelSize)
    return [
      Parameter(name: "\(name).weight", role: .convolutionWeight, shape: shape, start: start),
      Parameter(name: "\(name).bias", role: .bias, shape: [outputs], start: start),
    ]
  }
}
