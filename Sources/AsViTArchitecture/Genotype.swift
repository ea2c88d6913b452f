/// An architecture in the notation of its family, such as `8,2,3|4,1,2|4,1,4|4,1,6|32`.
///
/// Only a family reads it: `Family.genotype(_:)` checks a text and brings it into canonical form, in
/// which two genotypes are equal if and only if their architectures are the same choice.
public struct Genotype: Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// - Parameter text: in canonical form, if it is to be compared with others.
  public init(_ text: String) { description = text }
}

extension Genotype: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}

/// A JSON string, its text.
extension Genotype: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
