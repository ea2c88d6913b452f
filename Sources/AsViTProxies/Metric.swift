/// Name of what a proxy measures, its key in JSON, such as `lengthDistortion`.
public struct Metric: RawRepresentable, Hashable, Codable, CodingKeyRepresentable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(_ name: String) { rawValue = name }
}

extension Metric {
  /// What it is the name of; nil for those of other programs.
  private var quantity: (any Quantity.Type)? { quantities.first { $0.metric == self } }

  /// Title of the quantity, or the metric's own name.
  public var title: String { quantity?.title ?? rawValue }

  /// Word of the quantity, or the metric's own name.
  public var word: String { quantity?.word ?? rawValue }

  /// Direction of the quantity.
  public var direction: Direction? { quantity?.direction }

  /// Whether the quantity is `isLogarithmic`.
  public var isLogarithmic: Bool { quantity?.isLogarithmic ?? false }
}

/// Direction in which values are better.
public enum Direction: String, Codable, Sendable {
  case higher, lower

  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .higher ? value > other : value < other
  }
}
