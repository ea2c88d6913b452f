import CFuzzing

/// Something that reads files which may come from anywhere.
struct Reader: Sendable {
  let name: String
  /// Bytes that may be allocated at once, for an input of so many bytes.
  let allowance: @Sendable (Int) -> Int
  /// Reads an input, and uses what comes of it as the commands do. An input that is refused with an
  /// error is a good outcome; a trap is not.
  let read: @Sendable ([UInt8]) -> Void

  static let all = [
    genotype, space, table, journal, report, safetensors, weights, checkpoint, idx, gzip, cifar,
    jpeg, png, webp,
  ]

  /// For formats that hold what they decode to: ten times the file, and what is made of it.
  static func tenfold(beside constant: Int) -> @Sendable (Int) -> Int {
    { 10 * $0 + constant }
  }

  /// For JSON, of which Foundation's decoder makes up to 45 times as much: a list of zeros takes two
  /// bytes for each.
  static func json(beside constant: Int) -> @Sendable (Int) -> Int {
    { 50 * $0 + constant }
  }

  /// Runs what may fail, and tells libFuzzer the reason.
  static func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      // Without digits, which would make each reason another one.
      var hash: UInt32 = 2_166_136_261
      for byte in "\(error)".utf8 where !(0x30...0x39).contains(byte) {
        hash = (hash ^ UInt32(byte)) &* 16_777_619
      }
      novelty_seen(hash)
    }
  }
}
