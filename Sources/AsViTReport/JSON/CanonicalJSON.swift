import AsViTData
import FoundationEssentials

/// JSON whose bytes depend on the values alone: sorted keys, and of each Double the shortest
/// digits that read back to it.
public enum CanonicalJSON {
  /// An indented document that ends with a newline.
  ///
  /// - Throws: `ReportError.cannotWrite` when a number is not finite.
  public static func document(
    _ value: some Encodable, for path: String
  ) throws(ReportError) -> [UInt8] {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted], for: path)
  }

  /// One line that ends with a newline.
  ///
  /// - Throws: `ReportError.cannotWrite` when a number is not finite.
  static func line(_ value: some Encodable, for path: String) throws(ReportError) -> [UInt8] {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes], for: path)
  }

  /// One line without its newline, for standard output.
  ///
  /// - Throws: `ReportError.cannotWrite` when a number is not finite.
  public static func text(_ value: some Encodable) throws(ReportError) -> String {
    String(decoding: try line(value, for: "standard output").dropLast(), as: UTF8.self)
  }

  /// What tells a value from others: 64-bit FNV-1a of its line, in sixteen hexadecimal digits.
  ///
  /// - Throws: `ReportError.cannotWrite` when a number is not finite.
  public static func digest(of value: some Encodable, for path: String) throws(ReportError)
    -> String
  {
    var digest = Digest()
    try line(value, for: path).withUnsafeBytes { digest.add($0) }
    return digest.text
  }

  private static func encode(
    _ value: some Encodable, _ format: JSONEncoder.OutputFormatting, for path: String
  ) throws(ReportError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    do {
      return try Array(encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      throw .cannotWrite(path: path, reason: jsonReason(error))
    }
  }

  /// - Throws: `ReportError.corruptRecord` when the bytes are not a `Value`.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], of path: String
  ) throws(ReportError) -> Value {
    do {
      return try decodeChecked(type, from: Data(bytes))
    } catch {
      throw .corruptRecord(path: path, reason: jsonReason(error))
    }
  }
}

/// - Throws: what the decoder finds, and the fault of a checked record.
func decodeChecked<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
  let value = try JSONDecoder().decode(type, from: data)
  try (value as? any CheckedRecord)?.check()
  return value
}

/// The path to the offending value and what is wrong with it, in one line.
func jsonReason(_ error: any Error) -> String {
  func place(_ path: [any CodingKey]) -> String {
    let names = path.map { $0.intValue.map(String.init) ?? $0.stringValue }
    return names.isEmpty ? "" : names.joined(separator: ".") + ": "
  }
  switch error {
  case DecodingError.keyNotFound(let key, let context):
    return "\(place(context.codingPath))the key '\(key.stringValue)' is missing"
  case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
    return place(context.codingPath) + context.debugDescription
  case DecodingError.dataCorrupted(let context):
    return context.codingPath.isEmpty
      ? "not valid JSON" : place(context.codingPath) + context.debugDescription
  case let fault as RecordFault:
    return fault.reason
  case EncodingError.invalidValue(let value, let context):
    return "\(place(context.codingPath))\(value) has no JSON form"
  default:
    return "not valid JSON"
  }
}
