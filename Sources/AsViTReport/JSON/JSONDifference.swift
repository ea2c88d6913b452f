/// A place where two JSON documents differ.
public struct JSONDifference: Hashable, Sendable, CustomStringConvertible {
  /// The keys from the root, joined by dots.
  public let key: String
  public let before: JSONValue
  public let after: JSONValue

  public var description: String { "\(key): was \(before), asked for \(after)" }
}

extension JSONValue {
  /// The differences between this document and a later one, sorted by key. Objects are compared
  /// key by key, where a missing key equals null; everything else as a whole.
  public func differences(to other: JSONValue, at key: String = "") -> [JSONDifference] {
    guard case .object(let before) = self, case .object(let after) = other else {
      return self == other ? [] : [JSONDifference(key: key, before: self, after: other)]
    }
    return Set(before.keys).union(after.keys).sorted().flatMap { name in
      (before[name] ?? .null).differences(
        to: after[name] ?? .null, at: key.isEmpty ? name : "\(key).\(name)")
    }
  }
}
