internal import CPNG

/// Decodes a PNG file held in memory, of any colour type and depth, through libpng's simplified
/// interface: 8-bit sRGB, transparency laid on white.
func decodePNG(_ bytes: [UInt8], path: String) throws(DataError) -> Image8 {
  var header = png_image()
  header.version = UInt32(PNG_IMAGE_VERSION)
  defer { png_image_free(&header) }
  func failure() -> DataError {
    let reason = withUnsafeBytes(of: header.message) { message in
      String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    return DataError(path: path, problem: .broken(format: "PNG", reason: reason))
  }

  guard png_image_begin_read_from_memory(&header, bytes, bytes.count) != 0 else {
    throw failure()
  }
  header.format = UInt32(PNG_FORMAT_RGB)
  var white = png_color(red: 255, green: 255, blue: 255)
  let (width, height) = (Int(header.width), Int(header.height))
  let image = try decodedImage(width: width, height: height, path: path) { pixels in
    png_image_finish_read(&header, &white, pixels, 0, nil) != 0
  }
  guard let image else { throw failure() }
  return image
}
