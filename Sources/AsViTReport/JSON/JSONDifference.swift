/// A place where two JSON documents differ.
public struct JSONDifference: Hashable, Sendable, CustomStringConvertible {
  /// The keys from the root, joined by dots, and the line of a text that has several.
  public let key: String
  public let before: JSONValue
  public let after: JSONValue
  /// What the place is called.
  private let name: String

  init(key: String, before: JSONValue, after: JSONValue, name: String? = nil) {
    self.key = key
    self.before = before
    self.after = after
    self.name = name ?? key
  }

  /// The same with another name of its place.
  public func named(_ name: String) -> JSONDifference {
    JSONDifference(key: key, before: before, after: after, name: name)
  }

  public var description: String {
    guard key.lowercased().hasSuffix("digest") else {
      return "\(name): was \(before.excerpt), asked for \(after.excerpt)"
    }
    return """
      \(name): was \(before), found \(after): the run goes on only with the images and labels it began \
      with
      """
  }
}

extension JSONDifference {
  /// Whether nothing but a number became greater.
  func isMore(of key: String) -> Bool {
    guard self.key == key, case .integer(let before) = before, case .integer(let after) = after
    else { return false }
    return after > before
  }
}

extension JSONValue {
  /// The value as text, or its beginning where that is long.
  fileprivate var excerpt: String {
    let (text, most) = ("\(self)", 80)
    return text.count > most ? "\(text.prefix(most))…" : text
  }

  /// The differences between this document and a later one, sorted by key.
  ///
  /// Objects are compared key by key, where a missing key equals null; of texts with several lines
  /// and of arrays the first that differs is given; everything else is compared as a whole.
  public func differences(to other: JSONValue, at key: String = "") -> [JSONDifference] {
    switch (self, other) {
    case _ where self == other:
      return []
    case (.object(let before), .object(let after)):
      return Set(before.keys).union(after.keys).sorted().flatMap { name in
        (before[name] ?? .null).differences(
          to: after[name] ?? .null, at: key.isEmpty ? name : "\(key).\(name)")
      }
    case (.string(let before), .string(let after)) where (before + after).contains("\n"):
      let lines = [before, after].map {
        $0.split(separator: "\n", omittingEmptySubsequences: false)
      }
      let line = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
      let values = lines.map { line < $0.count ? JSONValue.string(String($0[line])) : .null }
      return [JSONDifference(key: "\(key) line \(line + 1)", before: values[0], after: values[1])]
    case (.array(let before), .array(let after)):
      let index = zip(before, after).prefix { $0 == $1 }.count
      return (before.dropFirst(index).first ?? .null).differences(
        to: after.dropFirst(index).first ?? .null, at: "\(key)[\(index)]")
    default:
      return [JSONDifference(key: key, before: self, after: other)]
    }
  }
}
