import AsViTExport
import AsViTReport
import Foundation
import Testing

/// The schemas against the types that documents are made of.
struct SchemaKeysTests {
  /// - Parameter absent: properties of the types that this kind of document never has.
  private func check<Document: Codable>(
    _ type: Document.Type, against name: String, absent: Set<String> = []
  ) throws {
    let schema = try Schema(named: name)
    var (described, read, empty): (Set<String>, Set<String>, Set<String>?) = ([], [], nil)
    for option in 0...1 {
      let example = schema.example(option: option)
      let document = try JSONDecoder().decode(
        type, from: Data(CanonicalJSON.document(example, for: name)))
      described.formUnion(keys(of: example))
      read.formUnion(
        keys(of: try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(document))))
      let absences = absences(in: document)
      empty = empty?.intersection(absences) ?? absences
    }
    #expect(described.subtracting(read).isEmpty, "\(name) describes what no type has")
    #expect(read.subtracting(described).isEmpty, "\(name) does not describe what is written")
    #expect(empty == absent, "\(name)")
  }

  private func keys(of value: JSONValue, at place: String = "") -> Set<String> {
    switch value {
    case .object(let members):
      members.reduce(into: []) { keys, member in
        keys.insert("\(place).\(member.key)")
        keys.formUnion(self.keys(of: member.value, at: "\(place).\(member.key)"))
      }
    case .array(let elements):
      elements.reduce(into: []) { $0.formUnion(keys(of: $1, at: place)) }
    default: []
    }
  }

  /// The places of properties that are nil.
  private func absences(in value: Any, at place: String = "") -> Set<String> {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, mirror.children.isEmpty { return [place] }
    return mirror.children.reduce(into: []) { places, child in
      let isName = mirror.displayStyle == .struct
      let name = isName ? (place.isEmpty ? "" : place + ".") + (child.label ?? "") : place
      places.formUnion(absences(in: child.value, at: name))
    }
  }

  @Test func `a schema has the keys of its types and no others`() throws {
    try check(
      SearchReport.self, against: "report",
      absent: ["data", "result.steps.probabilities", "timings.phaseSeconds"])
    try check(
      ScaleReport.self, against: "scale-report",
      absent: ["data", "timings.phaseSeconds", "settings.proxies.errorShare"])
    try check(TrainReport.self, against: "train-report")
    try check(
      AuditReport.self, against: "audit-report",
      absent: [
        "data", "timings.phaseSeconds", "settings.proxies.errorShare",
        "result.architectures.firstStep", "result.architectures.rankSum",
      ])
    try check(
      ScoreReport.self, against: "score-report",
      absent: ["architectures.firstStep", "architectures.rankSum"])
    try check(LatencyReport.self, against: "latency-report")
    try check(ArchitectureDocument.self, against: "architecture")
    try check(TrainingRecipe.self, against: "recipe")
  }
}

extension Schema {
  /// A document with every key that the schema describes.
  ///
  /// - Parameter option: the one taken of those that exclude each other.
  func example(option: Int) -> JSONValue { example(of: root, option: option) }

  private func example(of schema: JSONValue, option: Int) -> JSONValue {
    func example(_ schema: JSONValue) -> JSONValue { self.example(of: schema, option: option) }
    if case .string(let pointer) = schema["$ref"] { return example(target(of: pointer)) }
    if schema["const"] != .null { return schema["const"] }
    for choices in [schema["examples"].elements, schema["enum"].elements] {
      if let first = choices.first { return first }
    }
    let options = schema["anyOf"].elements
    guard options.isEmpty else { return example(options[min(option, options.count - 1)]) }
    switch schema["type"].text {
    case "object":
      var members: [String: JSONValue] = [:]
      if case .object(let properties) = schema["properties"] {
        members = properties.mapValues(example)
      }
      if case .object = schema["additionalProperties"] {
        let name = example(schema["propertyNames"]).text ?? "name"
        members[name] = example(schema["additionalProperties"])
      }
      return .object(members)
    case "array":
      let element = example(schema["items"])
      return .array([element, element])
    case "integer": return .integer(1)
    case "number": return .real(0.5)
    case "boolean": return .bool(true)
    case "null": return .null
    default: return .string("text")
    }
  }
}
