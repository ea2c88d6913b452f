internal import CPNG

/// A pixel takes a bit at least, before it is deflated.
let pngPixelsPerByte = 8 * GzipStream.largestRatio

/// Decodes a PNG file held in memory, of any colour type and depth, through libpng's simplified
/// interface: 8-bit sRGB, transparency laid on white.
func decodePNG(_ bytes: [UInt8], path: String) throws(DataError) -> Image8 {
  let file = pngWithoutUnusedChunks(bytes)
  var header = png_image()
  header.version = UInt32(PNG_IMAGE_VERSION)
  defer { png_image_free(&header) }
  func failure() -> DataError {
    let reason = withUnsafeBytes(of: header.message) { message in
      String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    return DataError(path: path, problem: .broken(format: "PNG", reason: reason))
  }

  // libpng keeps the address.
  return try file.withUnsafeBufferPointer { file throws(DataError) in
    guard png_image_begin_read_from_memory(&header, file.baseAddress, file.count) != 0 else {
      throw failure()
    }
    header.format = UInt32(PNG_FORMAT_RGB)
    var white = png_color(red: 255, green: 255, blue: 255)
    let (width, height) = (Int(header.width), Int(header.height))
    let image = try decodedImage(
      width: width, height: height, from: bytes, format: "PNG", pixelsPerByte: pngPixelsPerByte,
      path: path
    ) { pixels in
      png_image_finish_read(&header, &white, pixels, 0, nil) != 0
    }
    guard let image else { throw failure() }
    return image
  }
}

/// The signature and, up to the first that the file does not hold whole, the chunks that say what
/// the pixels are. For any other chunk libpng would allocate what its length claims, or what texts
/// inflate to.
func pngWithoutUnusedChunks(_ bytes: [UInt8]) -> [UInt8] {
  let used = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP"]
    .map { Array($0.utf8) }
  var (file, start) = (Array(bytes.prefix(8)), 8)
  while start + 12 <= bytes.count {
    let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = start + 12 + length
    guard end <= bytes.count else { break }
    if used.contains(where: { bytes[start + 4..<start + 8].elementsEqual($0) }) {
      file += bytes[start..<end]
    }
    start = end
  }
  return file
}
