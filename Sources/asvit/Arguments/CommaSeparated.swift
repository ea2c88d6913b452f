import ArgumentParser

/// Elements joined by commas on the command line, such as `29M,53M,88M`.
struct CommaSeparated<Element: ExpressibleByArgument>: ExpressibleByArgument {
  let elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  /// - Returns: nil when one of the parts, which may be empty, is no element.
  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    elements = parts.compactMap { Element(argument: String($0)) }
    guard elements.count == parts.count else { return nil }
  }

  var defaultValueDescription: String {
    elements.map(\.defaultValueDescription).joined(separator: ",")
  }
}
