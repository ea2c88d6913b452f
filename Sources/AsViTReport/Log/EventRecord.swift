/// A line of a TensorBoard event file: numbers by their names at one update.
///
/// The message is `tensorflow.Event`, in `event.proto` and `summary.proto` of TensorFlow; of its many
/// fields four are written.
struct EventRecord {
  enum Content {
    /// The version of the format, with which a file begins.
    case fileVersion
    case scalars([(tag: String, value: Double)], step: Int)
  }

  /// Seconds since 1970.
  let time: Double
  let content: Content

  /// The record as TFRecord frames it: its length and its bytes, each with a checksum.
  var framed: [UInt8] {
    let length = littleEndian(UInt64(message.count))
    return length + littleEndian(Self.masked(crc32c(length)))
      + message + littleEndian(Self.masked(crc32c(message)))
  }

  /// Checksums are stored rotated, since those of data that holds checksums are weak.
  private static func masked(_ sum: UInt32) -> UInt32 { (sum >> 15 | sum << 17) &+ 0xA282_EAD8 }

  private var message: [UInt8] {
    let time = field(1, .fixed64) + littleEndian(time.bitPattern)
    switch content {
    case .fileVersion:
      return time + field(3, Array("brain.Event:2".utf8))
    case .scalars(let scalars, let step):
      let values = scalars.flatMap { tag, value in
        field(
          1,
          field(1, Array(tag.utf8)) + field(2, .fixed32) + littleEndian(Float(value).bitPattern))
      }
      return time + field(2, .varint) + varint(UInt64(step)) + field(5, values)
    }
  }
}

/// The encodings of Protocol Buffers that scalars need.
private enum WireType: UInt64 {
  case varint = 0
  case fixed64 = 1
  case lengthDelimited = 2
  case fixed32 = 5
}

/// The tag before a field's value.
private func field(_ number: UInt64, _ type: WireType) -> [UInt8] {
  varint(number << 3 | type.rawValue)
}

/// A field of text, bytes or another message.
private func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
  field(number, .lengthDelimited) + varint(UInt64(bytes.count)) + bytes
}

private func varint(_ value: UInt64) -> [UInt8] {
  var (rest, bytes) = (value, [UInt8]())
  while rest >= 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

private func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
