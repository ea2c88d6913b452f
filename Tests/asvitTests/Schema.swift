import AsViTReport
import Foundation

/// The part of JSON Schema 2020-12 that the schemas in `docs/` use.
struct Schema {
  let root: JSONValue

  /// The schema of the reports of searches in this repository.
  static func ofReports() throws -> Schema { try Schema(named: "report") }

  /// That of the reports of growths.
  static func ofScaleReports() throws -> Schema { try Schema(named: "scale-report") }

  /// That of the reports of trainings.
  static func ofTrainReports() throws -> Schema { try Schema(named: "train-report") }

  /// That of the reports of audits.
  static func ofAuditReports() throws -> Schema { try Schema(named: "audit-report") }

  /// That of what `asvit score --json` prints.
  static func ofScoreReports() throws -> Schema { try Schema(named: "score-report") }

  init(named name: String) throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = repository.appendingPathComponent("docs/\(name).schema.json")
    root = try JSONValue(String(contentsOf: file, encoding: .utf8))
  }

  /// What a `$ref` points to.
  func target(of pointer: String) -> JSONValue {
    pointer.split(separator: "/").dropFirst().reduce(root) { $0[String($1)] }
  }

  /// What is wrong with a document, each with its place; empty when it is valid.
  func faults(of value: JSONValue) -> [String] { faults(of: value, by: root, at: "$") }

  private func faults(of value: JSONValue, by schema: JSONValue, at place: String) -> [String] {
    guard case .object(let keywords) = schema else { return ["\(place): the schema is no object"] }
    return keywords.flatMap { keyword, argument -> [String] in
      switch (keyword, argument, value) {
      case ("$schema", _, _), ("$id", _, _), ("$defs", _, _), ("title", _, _),
        ("description", _, _), ("examples", _, _), ("format", _, _):
        return []
      case ("$ref", .string(let pointer), _):
        return faults(of: value, by: target(of: pointer), at: place)
      case ("const", _, _):
        return value == argument ? [] : ["\(place): \(value) is not \(argument)"]
      case ("enum", .array(let options), _):
        return options.contains(value) ? [] : ["\(place): \(value) is none of \(options)"]
      case ("anyOf", .array(let options), _):
        return options.contains { faults(of: value, by: $0, at: place).isEmpty }
          ? [] : ["\(place): \(value) matches nothing"]
      case ("type", .string(let name), _):
        return value.has(type: name) ? [] : ["\(place): \(value) is no \(name)"]
      case ("required", .array(let names), .object(let members)):
        return names.compactMap(\.text).filter { members[$0] == nil }
          .map { "\(place): \($0) is missing" }
      case ("properties", .object(let schemas), .object(let members)):
        return members.flatMap { name, member in
          schemas[name].map { faults(of: member, by: $0, at: "\(place).\(name)") } ?? []
        }
      case ("propertyNames", _, .object(let members)):
        return members.keys.flatMap { faults(of: .string($0), by: argument, at: place) }
      case ("additionalProperties", .bool(false), .object(let members)):
        return members.keys.filter { schema["properties"][$0] == .null }
          .map { "\(place): \($0) is unknown" }
      case ("additionalProperties", .object, .object(let members)):
        return members.filter { schema["properties"][$0.key] == .null }
          .flatMap { faults(of: $1, by: argument, at: "\(place).\($0)") }
      case ("items", _, .array(let elements)):
        return elements.enumerated().flatMap {
          faults(of: $1, by: argument, at: "\(place)[\($0)]")
        }
      case ("pattern", .string(let pattern), .string(let text)):
        return text.range(of: pattern, options: .regularExpression) != nil
          ? [] : ["\(place): '\(text)' is not like \(pattern)"]
      case ("minimum", _, _) where (value.number ?? 0) < (argument.number ?? .nan),
        ("maximum", _, _) where (value.number ?? 0) > (argument.number ?? .nan):
        return ["\(place): \(value) against a \(keyword) of \(argument)"]
      case ("minItems", .integer(let count), .array(let elements)) where elements.count < count,
        ("maxItems", .integer(let count), .array(let elements)) where elements.count > count:
        return ["\(place): \(elements.count) elements against \(keyword) \(count)"]
      case ("minimum", _, _), ("maximum", _, _), ("minItems", _, _), ("maxItems", _, _):
        return []
      default:
        return ["\(place): the keyword \(keyword) is not known here, or not for \(value)"]
      }
    }
  }
}

extension JSONValue {
  fileprivate func has(type name: String) -> Bool {
    switch (self, name) {
    case (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.real, "number"),
      (.string, "string"), (.array, "array"), (.object, "object"), (.null, "null"):
      true
    default: false
    }
  }
}
