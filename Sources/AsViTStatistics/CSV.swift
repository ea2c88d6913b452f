/// The records of comma-separated values, one after the other (RFC 4180).
///
/// A field in double quotes may hold commas, line ends and, doubled, quotes. Lines end with LF or CRLF;
/// empty ones are left out.
struct CSVReader {
  struct Record {
    /// The line on which it begins, from 1.
    let line: Int
    let fields: [String]
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The next record; nil at the end.
  mutating func record() throws(TableError) -> Record? {
    while skipLineEnd() {}
    guard next != nil else { return nil }
    let first = line
    var fields = [try field(1)]
    while next == UInt8(ascii: ",") {
      position += 1
      fields.append(try field(fields.count + 1))
    }
    _ = skipLineEnd()
    return Record(line: first, fields: fields)
  }

  private mutating func skipLineEnd() -> Bool {
    if next == UInt8(ascii: "\r"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "\n")
    {
      position += 1
    }
    guard next == UInt8(ascii: "\n") else { return false }
    position += 1
    line += 1
    return true
  }

  private var isAtEndOfField: Bool {
    guard let byte = next else { return true }
    if byte == UInt8(ascii: "\r") {
      return position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "\n")
    }
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
  }

  private mutating func field(_ number: Int) throws(TableError) -> String {
    guard next == UInt8(ascii: "\"") else {
      let start = position
      while !isAtEndOfField { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    let first = line
    position += 1
    var content: [UInt8] = []
    while let byte = next {
      position += 1
      if byte != UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "\n") { line += 1 }
        content.append(byte)
      } else if next == UInt8(ascii: "\"") {
        content.append(byte)
        position += 1
      } else {
        guard isAtEndOfField else { throw .textAfterQuotes(line: line, field: number) }
        return String(decoding: content, as: UTF8.self)
      }
    }
    throw .unclosedQuotes(line: first, field: number)
  }
}
