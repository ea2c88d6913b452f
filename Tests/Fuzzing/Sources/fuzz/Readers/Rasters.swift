@testable import AsViTData

extension Reader {
  /// A file of images, or of labels for two images.
  static let idx = Reader(name: "idx", allowance: tenfold(beside: 1 << 16)) { input in
    readImages(input)
    if IDXFile.isIDX(input) { attempt { try readLabels(IDXFile(input, path: "x")) } }
  }

  /// The same in gzip: after `r` data as they are, after anything else bytes that are wrapped in
  /// valid ones.
  static let gzip = Reader(name: "gzip", allowance: inflated) { input in
    let stored = Array(input.dropFirst())
    let file = input.first == UInt8(ascii: "r") ? stored : storedGzip(stored)
    readImages(file)
    attempt { try readLabels(IDXFile(gzip: file, path: "x")) }
  }

  /// Records of CIFAR-10 or CIFAR-100.
  static let cifar = Reader(name: "cifar", allowance: tenfold(beside: 1 << 16)) { readImages($0) }

  private static func readImages(_ bytes: [UInt8]) {
    _ = ForeignFormat(bytes)
    attempt {
      let source = try images(in: bytes, path: "x")
      for index in Set([0, source.count / 2, source.count - 1]) {
        let image = try source.image(at: index)
        precondition(image.width > 0 && image.height > 0)
      }
    }
  }

  private static func readLabels(_ labels: IDXFile) throws {
    let images = try IDXFile([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8], path: "x")
    _ = try labelledImages(images, path: "x", labels: labels, labelsPath: "y", classNames: nil)
  }

  /// What a file of so many bytes can promise: its elements, and an image of three times as many.
  private static func inflated(_ byteCount: Int) -> Int {
    (10 + 4 * GzipStream.largestRatio) * byteCount + (1 << 19)
  }

  /// A gzip member that holds `contents` without compressing them (RFC 1951, 3.2.4).
  private static func storedGzip(_ contents: [UInt8]) -> [UInt8] {
    let length = UInt16(clamping: contents.count)
    let block = contents.prefix(Int(length))
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
    member += bytes(of: length)
    member += bytes(of: ~length)
    member += block
    member += bytes(of: checksum(block))
    return member + bytes(of: UInt32(length))
  }
}

/// Least significant first.
func bytes<Value: FixedWidthInteger>(of value: Value) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// CRC-32, as gzip and PNG have it.
func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var crc = UInt32.max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
