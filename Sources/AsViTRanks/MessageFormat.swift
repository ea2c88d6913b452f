import FoundationEssentials

/// Values as bytes of messages: JSON, with or without other bytes behind it.
public enum MessageFormat {
  private static let countSize = MemoryLayout<UInt64>.size

  public static func encode(_ value: some Encodable) -> [UInt8] {
    do {
      return try Array(JSONEncoder().encode(value))
    } catch {
      preconditionFailure("a message has no JSON: \(error)")
    }
  }

  /// Nil when the bytes are no `Value`.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) -> Value? {
    try? JSONDecoder().decode(type, from: Data(bytes))
  }

  /// A value and bytes that belong to it, such as those of a file.
  public static func encode(_ value: some Encodable, with attachment: [UInt8]) -> [UInt8] {
    let json = encode(value)
    let count = withUnsafeBytes(of: UInt64(json.count).littleEndian, Array.init)
    return count + json + attachment
  }

  /// Nil when the bytes are no `Value` with others.
  public static func decodeWithAttachment<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8]
  ) -> (value: Value, attachment: [UInt8])? {
    guard bytes.count >= countSize else { return nil }
    let count = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard count <= UInt64(bytes.count - countSize) else { return nil }
    let end = countSize + Int(count)
    return decode(type, from: Array(bytes[countSize..<end])).map { ($0, Array(bytes[end...])) }
  }
}
