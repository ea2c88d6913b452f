import AsViTRanks
import Testing

@Suite struct MessageFormatTests {
  @Test(arguments: [[], [7], Array(repeating: 255, count: 10_000)] as [[UInt8]])
  func `a value and bytes behind it come back`(attachment: [UInt8]) throws {
    let value: [Double] = [1.5, -0.0, 0x1p-1074, 1 / 3]
    let bytes = MessageFormat.encode(value, with: attachment)
    let decoded = try #require(MessageFormat.decodeWithAttachment([Double].self, from: bytes))
    #expect(decoded.value.map(\.bitPattern) == value.map(\.bitPattern))
    #expect(decoded.attachment == attachment)
  }

  @Test func `what is no value with bytes is nil`() {
    let bytes = MessageFormat.encode([1, 2, 3], with: [])
    for count in 0..<bytes.count {
      #expect(MessageFormat.decodeWithAttachment([Int].self, from: Array(bytes[..<count])) == nil)
    }
    #expect(MessageFormat.decodeWithAttachment(String.self, from: bytes) == nil)
    let huge = Array(repeating: UInt8(255), count: 20)
    #expect(MessageFormat.decodeWithAttachment([Int].self, from: huge) == nil)
  }
}
