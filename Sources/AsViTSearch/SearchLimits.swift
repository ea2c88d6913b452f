public import AsViTArchitecture
public import AsViTProxies

/// The largest and slowest architectures a search may look at; nil is no limit.
public struct SearchLimits: Hashable, Codable, Sendable {
  /// Parameters, classifier included.
  public var maxParameters: Int?
  /// Multiply-accumulates for one image.
  public var maxMACs: Int?
  /// Milliseconds of a forward pass.
  public var maxLatency: Double?

  public init(maxParameters: Int? = nil, maxMACs: Int? = nil, maxLatency: Double? = nil) {
    self.maxParameters = maxParameters
    self.maxMACs = maxMACs
    self.maxLatency = maxLatency
  }

  /// Whether an architecture keeps the limits of size.
  public func admit(_ architecture: Architecture) -> Bool {
    admit(parameters: architecture.parameterCount, macs: architecture.macCount)
  }

  /// Whether so many parameters and multiply-accumulates keep the limits.
  public func admit(parameters: Int, macs: Int) -> Bool {
    parameters <= maxParameters ?? .max && macs <= maxMACs ?? .max
  }

  /// Whether a latency keeps its limit; one that is not known keeps none.
  public func admit(latency: Measurement?) -> Bool {
    guard let maxLatency else { return true }
    return latency?.mean.value.map { $0 <= maxLatency } ?? false
  }
}

extension SearchLimits: CustomStringConvertible {
  public var description: String {
    let parts = [
      maxParameters.map { "at most \($0) parameters" }, maxMACs.map { "at most \($0) MACs" },
      maxLatency.map { "at most \($0) ms of latency" },
    ]
    let present = parts.compactMap(\.self)
    return present.isEmpty ? "no limits" : present.joined(separator: " and ")
  }
}
