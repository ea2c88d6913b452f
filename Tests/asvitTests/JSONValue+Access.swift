import AsViTReport

/// A look into a JSON document. What is not there is null.
extension JSONValue {
  init(_ text: String) throws {
    self = try CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8), of: "document")
  }

  subscript(key: String) -> JSONValue {
    if case .object(let values) = self { values[key] ?? .null } else { .null }
  }

  subscript(index: Int) -> JSONValue {
    elements.indices.contains(index) ? elements[index] : .null
  }

  var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }
}
