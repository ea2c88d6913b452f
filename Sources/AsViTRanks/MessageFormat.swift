import FoundationEssentials

/// Values as bytes of messages.
enum MessageFormat {
  static func encode(_ value: some Encodable) -> [UInt8] {
    do {
      return try Array(JSONEncoder().encode(value))
    } catch {
      preconditionFailure("a message has no JSON: \(error)")
    }
  }

  /// Nil when the bytes are no `Value`.
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    try? JSONDecoder().decode(type, from: Data(bytes))
  }
}
