public import AsViTArchitecture
internal import AsViTKernelInterface
public import AsViTNumerics
internal import Glibc

/// One value for every parameter of an architecture: the parameters themselves, or gradients.
///
/// The parameters of a layer lie one after the other; every layer starts at a multiple of 64 bytes.
/// The unfolded features of patch merging are stored in the order (y, x, channel), in which they
/// are computed; `values(of:)` and `setValues(_:of:)` speak the authors' order (channel, y, x).
public final class ParameterStore<Scalar: NetworkScalar>: @unchecked Sendable {
  public let architecture: Architecture
  private let buffer: ScalarBuffer<Scalar>
  private let entries: [String: Entry]

  private struct Entry {
    let parameter: Parameter
    let offset: Int
    /// Kernel taps and channels of unfolded features in the last axis.
    let unfolding: (taps: Int, channels: Int)?
  }

  /// All zeros.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    var entries: [String: Entry] = [:]
    var offset = 0
    for layer in architecture.layers {
      for parameter in layer.parameters {
        var unfolding: (taps: Int, channels: Int)?
        if case .merge(let kernelSize) = layer.kind {
          unfolding = (kernelSize * kernelSize, layer.input.channelCount)
        }
        entries[parameter.name] = Entry(
          parameter: parameter, offset: offset, unfolding: unfolding)
        offset += parameter.count
      }
      offset = (offset + 15) / 16 * 16
    }
    self.entries = entries
    buffer = ScalarBuffer(count: offset)
  }

  /// The scalars that a store of an architecture takes.
  public static func scalarCount(of architecture: Architecture) -> Int {
    architecture.layers.reduce(0) { $0 + ($1.parameterCount + 15) / 16 * 16 }
  }

  /// The authors' initial distribution: linear weights and position tables N(0, 0.02²) (their cut
  /// at ±2 is a hundred standard deviations away), linear biases 0, LayerNorm 1 and 0, the
  /// convolution uniform in ±1/√fan-in as PyTorch leaves it. Each parameter draws from the seed
  /// of its name.
  public convenience init(_ architecture: Architecture, seed: Seed, workers: Workers) {
    self.init(architecture)
    let parameters = architecture.parameters
    workers.forEach(parameters.count) { index, _ in
      self.initialise(parameters[index], seed: seed)
    }
  }

  private func initialise(_ parameter: Parameter, seed: Seed) {
    let values = pointer(to: parameter.name)
    let seed = seed.derived(parameter.name)
    switch parameter.role {
    case .linearWeight, .positionEmbedding:
      Scalar.kernels.fillNormal(
        NormalSamples(
          count: parameter.count, seed: seed.value, standardDeviation: 0.02, output: values))
    case .normWeight: values.update(repeating: 1, count: parameter.count)
    case .linearBias, .normBias: values.update(repeating: 0, count: parameter.count)
    case .convolutionWeight, .convolutionBias:
      let bound = 1 / Float(convolutionFanIn).squareRoot()
      var generator = SplitMix64(seed: seed)
      for index in 0..<parameter.count {
        values[index] = Scalar(Float.random(in: -bound...bound, using: &generator))
      }
    }
  }

  private var convolutionFanIn: Int {
    architecture.parameters.first { $0.role == .convolutionWeight }!.shape.dropFirst()
      .reduce(1, *)
  }

  /// The place of a parameter, and behind it of those that follow it in its layer.
  func pointer(to name: String) -> UnsafeMutablePointer<Scalar> {
    buffer.base + entry(name).offset
  }

  /// The places of the parameters in the order of the architecture, each in the order in which it
  /// is stored: for optimizers, which treat all elements of a tensor alike. Networks see changes
  /// after `Network.update(workers:)`.
  public var tensors: [UnsafeMutableBufferPointer<Scalar>] {
    architecture.parameters.map {
      UnsafeMutableBufferPointer(start: pointer(to: $0.name), count: $0.count)
    }
  }

  /// All places, gaps between layers included.
  public var storage: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: buffer.base, count: buffer.count)
  }

  /// Sets all places to zero.
  public func clear() { memset(buffer.base, 0, buffer.count * MemoryLayout<Scalar>.stride) }

  private func entry(_ name: String) -> Entry {
    guard let entry = entries[name] else { preconditionFailure("no parameter \(name)") }
    return entry
  }

  /// The values of a parameter, row-major in the shape and order of the authors' `state_dict`.
  public func values(of name: String) -> [Scalar] {
    let entry = entry(name)
    let stored = buffer.base + entry.offset
    return (0..<entry.parameter.count).map { stored[Self.place(of: $0, in: entry)] }
  }

  /// Replaces the values of a parameter, given as `values(of:)` gives them. Networks built before
  /// see the change after `Network.update(workers:)`.
  public func setValues(_ values: [Scalar], of name: String) {
    let entry = entry(name)
    precondition(
      values.count == entry.parameter.count,
      "\(values.count) values for \(name) of shape \(entry.parameter.shape)")
    let stored = buffer.base + entry.offset
    for (index, value) in values.enumerated() { stored[Self.place(of: index, in: entry)] = value }
  }

  /// Where element `index` of the authors' order is stored.
  private static func place(of index: Int, in entry: Entry) -> Int {
    guard let (taps, channels) = entry.unfolding else { return index }
    let (row, feature) = index.quotientAndRemainder(dividingBy: taps * channels)
    let (channel, tap) = feature.quotientAndRemainder(dividingBy: taps)
    return row * taps * channels + tap * channels + channel
  }
}
