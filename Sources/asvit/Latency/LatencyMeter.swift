import AsViTArchitecture
import AsViTProxies
import AsViTSearch

/// Measures latencies of architectures of a space, in the time of that with the fewest
/// multiply-accumulates.
final class LatencyMeter {
  let settings: LatencySettings
  /// What runs the networks, with its version.
  private(set) var runtime: String
  private let space: SearchSpace
  private let python: String
  private let reference: Architecture
  private var milliseconds: Double?

  /// - Parameters:
  ///   - python: the Python that has ONNX Runtime.
  ///   - known: the reference of measurements that these go on with.
  init(
    _ settings: LatencySettings, in space: SearchSpace, python: String,
    known: LatencyReference? = nil
  ) {
    self.settings = settings
    self.space = space
    self.python = python
    runtime = settings.runtime.rawValue
    reference = space.fewestMACs
    milliseconds = known?.milliseconds
  }

  /// What latencies are counted in; the first call measures it, unless it was known.
  ///
  /// - Throws: `CommandError.noRuntime`.
  func calibrated() throws -> LatencyReference {
    let milliseconds =
      try self.milliseconds ?? rounds(of: [reference]).referenceMilliseconds
    self.milliseconds = milliseconds
    return LatencyReference(genotype: reference.genotype, milliseconds: milliseconds)
  }

  /// The latency of an architecture.
  ///
  /// - Throws: `CommandError.tooLittleMemory` and `noRuntime`.
  func latency(of architecture: Architecture) throws -> Measurement {
    try requireMemoryForWeights(of: architecture, copyCount: 4)
    let milliseconds = try calibrated().milliseconds
    return try rounds(of: [reference, architecture])
      .latencies(referenceMilliseconds: milliseconds)[0]
  }

  private func rounds(of architectures: [Architecture]) throws -> TimedRounds {
    switch settings.runtime {
    case .asvit: return ForwardTimer(settings).rounds(of: architectures)
    case .onnxruntime:
      let (rounds, version) = try ONNXRuntime(settings: settings, python: python)
        .rounds(of: architectures, in: space)
      runtime = "\(settings.runtime.rawValue) \(version)"
      return rounds
    }
  }
}
