public import AsViTArchitecture
import AsViTKernelInterface
public import AsViTNumerics
import Glibc

/// One value for every parameter of an architecture: the parameters themselves, or gradients.
///
/// The parameters of a layer lie one after the other; every layer starts at a multiple of 64 bytes.
/// What a `state_dict` orders (channel, cell) is stored in the order (cell, channel), in which it
/// is computed, such as the unfolded features of patch merging; `values(of:)` and
/// `setValues(_:of:)` speak the order of the `state_dict`.
public final class ParameterStore<Scalar: NetworkScalar>: @unchecked Sendable {
  public let architecture: Architecture
  private let buffer: ScalarBuffer<Scalar>
  private let entries: [String: Entry]

  private struct Entry {
    let parameter: Parameter
    let offset: Int
  }

  /// All zeros.
  public init(_ architecture: Architecture) {
    self.architecture = architecture
    var entries: [String: Entry] = [:]
    var offset = 0
    for layer in architecture.layers {
      for parameter in layer.parameters {
        entries[parameter.name] = Entry(parameter: parameter, offset: offset)
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

  /// Fresh values of the distributions that the architecture says, which are those of the family's
  /// authors. Each parameter draws from the seed of its name.
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
    switch parameter.start {
    case .normal(let standardDeviation):
      Scalar.kernels.fillNormal(
        NormalSamples(
          count: parameter.count, seed: seed.value, standardDeviation: standardDeviation,
          output: values))
    case .uniform(let bound):
      var generator = SplitMix64(seed: seed)
      for index in 0..<parameter.count {
        values[index] = Scalar(Float.random(in: -bound...bound, using: &generator))
      }
    case .ones: values.update(repeating: 1, count: parameter.count)
    case .zeros: values.update(repeating: 0, count: parameter.count)
    }
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

  /// The values of a parameter, row-major in the shape and order of the `state_dict`.
  public func values(of name: String) -> [Scalar] {
    let entry = entry(name)
    let count = entry.parameter.count
    return Array(unsafeUninitializedCapacity: count) { values, initialisedCount in
      Self.copy(
        count, from: buffer.base + entry.offset, to: values.baseAddress!,
        transposing: entry.parameter.cells.map { ($0.cellCount, $0.channelCount) })
      initialisedCount = count
    }
  }

  /// Replaces the values of a parameter, given as `values(of:)` gives them. Networks built before
  /// see the change after `Network.update(workers:)`.
  public func setValues(_ values: [Scalar], of name: String) {
    let entry = entry(name)
    precondition(
      values.count == entry.parameter.count,
      "\(values.count) values for \(name) of shape \(entry.parameter.shape)")
    values.withUnsafeBufferPointer { values in
      Self.copy(
        values.count, from: values.baseAddress!, to: buffer.base + entry.offset,
        transposing: entry.parameter.cells.map { ($0.channelCount, $0.cellCount) })
    }
  }

  /// Copies `count` values, `[rows, from, to]` into `[rows, to, from]` where there is a `shape`.
  @_specialize(where Scalar == Float)
  private static func copy(
    _ count: Int, from source: UnsafePointer<Scalar>, to target: UnsafeMutablePointer<Scalar>,
    transposing shape: (from: Int, to: Int)?
  ) {
    guard let shape else { return target.update(from: source, count: count) }
    let rowCount = shape.from * shape.to
    for row in stride(from: 0, to: count, by: rowCount) {
      for line in 0..<shape.to {
        for column in 0..<shape.from {
          target[row + line * shape.from + column] = source[row + column * shape.to + line]
        }
      }
    }
  }
}
