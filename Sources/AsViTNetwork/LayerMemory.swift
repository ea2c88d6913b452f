import AsViTArchitecture
import AsViTNumerics

/// What a layer takes from the arenas of a pass, beside its output on a tape.
///
/// `MapMemory` is that of a layer with an output of its own, `InPlaceMemory` that of one that changes
/// its input.
protocol LayerMemory {
  /// A pass with a tape, and so of order 0.
  func takeForward(_ use: LayerUse, from memory: inout PassMemory)
  /// The way back from the gradient by the output to that by the input.
  func takeBackward(_ use: LayerUse, from memory: inout PassMemory)
  /// A pass without a tape.
  func takeTangent(_ use: LayerUse, from memory: inout PassMemory)
}

/// The use of a layer in a pass, in scalars.
struct LayerUse {
  let layer: Layer
  let imageCount: Int
  /// Orders of derivative, with the value itself.
  var orders = 1
  /// Whether LayerNorms work.
  var normalises = true
  /// Whether `BranchNoise` changes the branches.
  var isNoisy = false

  /// Tokens of the output, of all images and orders.
  var rows: Int { orders * imageCount * layer.output.tokenCount }
  /// Channels of the output.
  var channels: Int { layer.output.channelCount }
  var outputCount: Int { rows * channels }
  var inputCount: Int { orders * imageCount * layer.input.tokenCount * layer.input.channelCount }
  /// What `BackwardPass.branchGradient` takes.
  var noise: [Int] { isNoisy ? [outputCount] : [] }
}

/// A layer whose output and gradient are all it takes.
struct MapMemory: LayerMemory {
  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {}

  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.inputCount)
  }

  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {
    memory.takeLasting(use.outputCount)
  }
}

/// A layer that takes nothing for itself.
struct InPlaceMemory: LayerMemory {
  func takeForward(_ use: LayerUse, from memory: inout PassMemory) {}
  func takeBackward(_ use: LayerUse, from memory: inout PassMemory) {}
  func takeTangent(_ use: LayerUse, from memory: inout PassMemory) {}
}
