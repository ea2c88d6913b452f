/// What is measured of architectures: how it is called, and which of its values are better.
public protocol Quantity: Sendable {
  /// Key of its scores in JSON.
  static var metric: Metric { get }
  /// Name on the command line, such as `length`.
  static var word: String { get }
  /// Name in tables and pages, such as `length distortion Lᴱ`.
  static var title: String { get }
  /// Direction of better values; nil when they are for comparison only.
  static var direction: Direction? { get }
  /// Whether values spread over orders of magnitude, so that plots have a logarithmic axis.
  static var isLogarithmic: Bool { get }
}

extension Quantity {
  public static var isLogarithmic: Bool { false }
}

/// All that has a name: the proxies, and what is measured on a machine.
public let quantities: [any Quantity.Type] = proxies + [Latency.self]
