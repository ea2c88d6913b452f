@testable import AsViTData

extension Reader {
  static let jpeg = Reader(
    name: "jpeg", allowance: decoded(.jpeg, bytesPerPixel: 11), read: readImage)

  /// With checksums made to fit, which libFuzzer would not find.
  static let png = Reader(
    name: "png", allowance: decoded(.png, bytesPerPixel: 32),
    read: { readImage(withChecksums($0)) })

  static let webp = Reader(
    name: "webp", allowance: decoded(.webp, bytesPerPixel: 12), read: readImage)

  @Sendable private static func readImage(_ bytes: [UInt8]) {
    attempt {
      let image = try Image8(decoding: bytes, path: "x")
      precondition(image.width * image.height <= pixelLimit)
    }
  }

  /// What the limit on pixels stands for.
  ///
  /// - Parameter bytesPerPixel: three in the picture; besides, libjpeg has the coefficients of a
  ///   progressive file, libpng some rows, of which a picture may have a single one, and libwebp the
  ///   pixels of a lossless picture and of its alpha.
  private static func decoded(
    _ format: ImageFormat, bytesPerPixel: Int
  ) -> @Sendable (Int) -> Int {
    let pixelsPerByte = format.pixelsPerByte
    return { 10 * $0 + bytesPerPixel * min(pixelLimit, pixelsPerByte * $0) + (1 << 20) }
  }

  /// The PNG file with the checksum of each chunk put right.
  private static func withChecksums(_ input: [UInt8]) -> [UInt8] {
    var (file, start) = (input, 8)
    while start + 12 <= file.count {
      let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = start + 8 + length
      guard end + 4 <= file.count else { break }
      file.replaceSubrange(
        end..<end + 4, with: bytes(of: checksum(file[start + 4..<end])).reversed())
      start = end + 4
    }
    return file
  }
}
