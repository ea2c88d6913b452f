import CImageDecoding

/// The formats of single pictures that are read, told apart by their first bytes.
enum ImageFormat: String {
  case jpeg = "JPEG"
  case png = "PNG"
  case webp = "WebP"

  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else {
      return nil
    }
  }

  /// The most pixels that one byte of a file can stand for.
  var pixelsPerByte: Int {
    switch self {
    // A block of 8 × 8 pixels takes a bit at least. Arithmetic coding can go below that for pictures
    // of a single colour, which nobody stores so.
    case .jpeg: 8 * 64
    // A pixel takes a bit at least, before it is deflated.
    case .png: 8 * GzipStream.largestRatio
    // The format has no bound; libwebp makes a byte of up to 26 thousand pixels of a single colour.
    case .webp: 1 << 15
    }
  }

  /// The decoder in C.
  var decode:
    @convention(c) (
      UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?,
      UnsafeMutablePointer<image_decoding>?
    ) -> Bool
  {
    switch self {
    case .jpeg: image_decode_jpeg
    case .png: image_decode_png
    case .webp: image_decode_webp
    }
  }
}
