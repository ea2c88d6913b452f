public import AsViTArchitecture
import AsViTKernelInterface
import AsViTNumerics

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
    let layers = architecture.trunk + architecture.readout
    for layer in layers { takeForward(LayerUse(layer: layer, imageCount: imageCount)) }
    lasting = 0
    takeLasting(imageCount * architecture.featureCount)
    for layer in layers.reversed() { takeBackward(LayerUse(layer: layer, imageCount: imageCount)) }
  }

  /// A forward pass without tape and norms from the output of the first layer, which is affine, for
  /// some images with derivatives; and before it that layer for the two axes of a circle.
  public init(circleThrough architecture: Architecture, imageCount: Int, orders: Int) {
    let axes = LayerUse(layer: architecture.trunk[0], imageCount: 4)
    takeLasting(axes.inputCount)
    takeTangent(axes)
    lasting = 0
    takeLasting(LayerUse(layer: axes.layer, imageCount: imageCount, orders: orders).outputCount)
    for layer in architecture.trunk.dropFirst() + architecture.readout {
      takeTangent(LayerUse(layer: layer, imageCount: imageCount, orders: orders, normalises: false))
    }
  }

  /// An update: a forward pass of copied images to the logits with a tape, and back from a gradient
  /// of the logits.
  ///
  /// - Parameter isNoisy: whether `BranchNoise` changes the branches.
  public init(trainingThrough architecture: Architecture, imageCount: Int, isNoisy: Bool) {
    let input = architecture.trunk[0].input
    takeLasting(imageCount * input.tokenCount * input.channelCount)
    for layer in architecture.layers {
      takeForward(LayerUse(layer: layer, imageCount: imageCount))
    }
    takeLasting(imageCount * architecture.classCount)
    for layer in architecture.layers.reversed() {
      takeBackward(LayerUse(layer: layer, imageCount: imageCount, isNoisy: isNoisy))
    }
  }

  /// A forward pass of copied images to the logits without a tape.
  public init(evaluatingThrough architecture: Architecture, imageCount: Int) {
    let input = architecture.trunk[0].input
    takeLasting(imageCount * input.tokenCount * input.channelCount)
    for layer in architecture.layers {
      takeTangent(LayerUse(layer: layer, imageCount: imageCount))
    }
  }

  private mutating func takeForward(_ use: LayerUse) {
    takeTape(use.outputCount)
    LayerParts<Float>(of: use.layer).memory.takeForward(use, from: &self)
  }

  private mutating func takeBackward(_ use: LayerUse) {
    LayerParts<Float>(of: use.layer).memory.takeBackward(use, from: &self)
  }

  private mutating func takeTangent(_ use: LayerUse) {
    LayerParts<Float>(of: use.layer).memory.takeTangent(use, from: &self)
  }

  /// What the backward pass reads.
  mutating func takeTape(_ count: Int) { tape += Arena<Float>.footprint(count) }

  /// What outlives its layer.
  mutating func takeLasting(_ count: Int) {
    lasting += Arena<Float>.footprint(count)
    scratch = max(scratch, lasting)
  }

  /// What a layer takes for the moment, all at a time.
  mutating func takeTemporarily(_ counts: [Int]) {
    scratch = max(scratch, lasting + counts.map(Arena<Float>.footprint).reduce(0, +))
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
