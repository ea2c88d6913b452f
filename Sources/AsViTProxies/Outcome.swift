/// What a measurement at initialisation came to: a number, or the reason why there is none.
///
/// No number stands for failure. Outcomes without a value rank worst.
public enum Outcome: Hashable, Sendable {
  case value(Double)
  /// The kernel has no smallest eigenvalue that Double can tell from zero.
  case singular
  /// A NaN or an infinity came up on the way.
  case nonFinite

  /// The value, or `nonFinite` for a NaN or an infinity.
  public init(_ value: Double) { self = value.isFinite ? .value(value) : .nonFinite }

  /// The value, or nil when there is none.
  public var value: Double? {
    if case .value(let value) = self { value } else { nil }
  }
}

/// The number itself as JSON, or the reason as a string.
extension Outcome: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Double.self) {
      self = .value(value)
      return
    }
    switch try container.decode(String.self) {
    case "singular": self = .singular
    case "nonFinite": self = .nonFinite
    case let other:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(other)' is no outcome; possible: a number, singular, nonFinite")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .value(let value): try container.encode(value)
    case .singular: try container.encode("singular")
    case .nonFinite: try container.encode("nonFinite")
    }
  }
}
