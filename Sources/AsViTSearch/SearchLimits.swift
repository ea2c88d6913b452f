public import AsViTArchitecture

/// The largest architectures a search may look at; nil is no limit.
public struct SearchLimits: Hashable, Codable, Sendable {
  /// Parameters, classifier included.
  public var maxParameters: Int?
  /// Multiply-accumulates for one image.
  public var maxMACs: Int?

  public init(maxParameters: Int? = nil, maxMACs: Int? = nil) {
    self.maxParameters = maxParameters
    self.maxMACs = maxMACs
  }

  /// Whether an architecture keeps both limits.
  public func admit(_ architecture: Architecture) -> Bool {
    architecture.parameterCount <= maxParameters ?? .max
      && architecture.macCount <= maxMACs ?? .max
  }
}

extension SearchLimits: CustomStringConvertible {
  public var description: String {
    let parts = [
      maxParameters.map { "at most \($0) parameters" }, maxMACs.map { "at most \($0) MACs" },
    ]
    let present = parts.compactMap(\.self)
    return present.isEmpty ? "no limits" : present.joined(separator: " and ")
  }
}
