/// Name of what a proxy measures, its key in JSON, such as `lengthDistortion`.
public struct Metric: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(_ name: String) { rawValue = name }
}

extension Metric {
  /// Proxy that measures it; nil for those of other programs.
  private var proxy: (any Proxy.Type)? { proxies.first { $0.metric == self } }

  /// Title of the proxy in `proxies`, or the metric's own name.
  public var title: String { proxy?.title ?? rawValue }

  /// Word of the proxy in `proxies`, or the metric's own name.
  public var word: String { proxy?.word ?? rawValue }

  /// Direction of the proxy in `proxies`.
  public var direction: Direction? { proxy?.direction }

  /// Whether the proxy in `proxies` is `isLogarithmic`.
  public var isLogarithmic: Bool { proxy?.isLogarithmic ?? false }
}

/// Direction in which values are better.
public enum Direction: String, Codable, Sendable {
  case higher, lower

  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .higher ? value > other : value < other
  }
}
