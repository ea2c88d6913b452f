/// The name of what a proxy measures: its key in JSON, such as `lengthDistortion`.
public struct Metric: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(_ name: String) { rawValue = name }
}

extension Metric {
  /// The proxy in `proxies` that measures it; nil for those of other programs.
  private var proxy: (any Proxy.Type)? { proxies.first { $0.metric == self } }

  /// What tables call it: the proxy's title, or its own name.
  public var title: String { proxy?.title ?? rawValue }

  /// What the command line calls it: the proxy's word, or its own name.
  public var word: String { proxy?.word ?? rawValue }

  /// The proxy's `direction`.
  public var direction: Direction? { proxy?.direction }

  /// The proxy's `isLogarithmic`.
  public var isLogarithmic: Bool { proxy?.isLogarithmic ?? false }
}

/// Which of two values is the better one.
public enum Direction: String, Codable, Sendable {
  case higher, lower

  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .higher ? value > other : value < other
  }
}
