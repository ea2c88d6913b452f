import AsViTTestSupport
import Foundation
import Testing

@testable import AsViTReport

struct EventRecordTests {
  /// RFC 3720, B.4: 32 bytes of zeros, of ones, and counting up; and the check value of the catalogue of
  /// CRCs.
  @Test func `checksums are those of the RFC`() {
    #expect(crc32c([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(crc32c([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(crc32c(0..<32) == 0x46DD_794E)
    #expect(crc32c(Array("123456789".utf8)) == 0xE306_9283)
  }

  /// The bytes that TensorFlow's `events_writer` begins a file with, but for the time.
  @Test func `a file begins with the version of its format`() {
    let record = EventRecord(time: 1, content: .fileVersion).framed
    let message: [UInt8] =
      [9, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x1A, 13] + Array("brain.Event:2".utf8)
    #expect(record[..<8] == [UInt8(message.count), 0, 0, 0, 0, 0, 0, 0])
    #expect(Array(record[12..<record.count - 4]) == message)
  }
}
