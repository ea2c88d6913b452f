/// What a weights file says of its network, key by key.
public struct ModelMetadata: Sendable {
  private let values: [String: String]
  /// The names of all tensors.
  public let tensors: Set<String>

  public init(_ values: [String: String], tensors: Set<String>) {
    self.values = values
    self.tensors = tensors
  }

  /// - Throws: when there is none.
  public func text(_ key: String) throws(ArchitectureError) -> String {
    guard let text = values[key] else { throw .metadata(key: key, reason: "is missing") }
    return text
  }

  public func optionalText(_ key: String) -> String? { values[key] }

  public func integer(_ key: String, in range: ClosedRange<Int>) throws(ArchitectureError) -> Int {
    guard let value = Int(try text(key)), range.contains(value) else {
      throw refusal(
        of: key, "needed: a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  public func refusal(of key: String, _ reason: String) -> ArchitectureError {
    .metadata(key: key, reason: "is '\(values[key] ?? "")'; \(reason)")
  }
}
