public import AsViTArchitecture

/// The network in whose time latencies are counted, so that the drift of a machine cancels.
public struct LatencyReference: Hashable, Codable, Sendable {
  public let genotype: Genotype
  /// Its own latency when the run began.
  public let milliseconds: Double

  public init(genotype: Genotype, milliseconds: Double) {
    self.genotype = genotype
    self.milliseconds = milliseconds
  }
}
