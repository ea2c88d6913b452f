/// No picture with more pixels is decoded, whatever its header claims: 600 MB of RGB.
let pixelLimit = 200_000_000

extension Image8 {
  /// Decodes the JPEG or PNG file at `path`; its contents decide which, not its name.
  ///
  /// Grey and palette pictures become RGB, transparent ones are laid on white. Orientation tags
  /// are ignored.
  ///
  /// - Throws: `notAnImage`, `broken` (a truncated file is broken), `tooManyPixels`,
  ///   `unsupportedColour`, and what reading a file throws.
  public init(contentsOf path: String) throws(DataError) {
    try self.init(decoding: try readFile(path), path: path)
  }

  /// Decodes `bytes`, which errors call `path`.
  init(decoding bytes: [UInt8], path: String) throws(DataError) {
    switch ImageFormat(bytes) {
    case .jpeg: self = try decodeJPEG(bytes, path: path)
    case .png: self = try decodePNG(bytes, path: path)
    case nil: throw DataError(path: path, problem: .notAnImage)
    }
  }
}

/// The formats of single pictures, told apart by their first bytes.
enum ImageFormat {
  case jpeg
  case png

  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else {
      return nil
    }
  }
}

/// Memory for a picture of the claimed size, filled by `decode`, which says whether it could.
///
/// - Parameters:
///   - bytes: of the file.
///   - pixelsPerByte: the most that one byte of the format can stand for.
/// - Throws: `tooManyPixels`, and `broken` when the file is too short for what it claims, before any
///   memory is asked for.
/// - Returns: nil when `decode` could not.
func decodedImage(
  width: Int, height: Int, from bytes: [UInt8], format: String, pixelsPerByte: Int, path: String,
  decode: (UnsafeMutablePointer<UInt8>) -> Bool
) throws(DataError) -> Image8? {
  // Neither format can claim a side that would overflow the product.
  let pixelCount = width * height
  guard pixelCount <= pixelLimit else {
    throw DataError(
      path: path, problem: .tooManyPixels(width: width, height: height, limit: pixelLimit))
  }
  guard pixelCount <= pixelsPerByte * bytes.count else {
    let reason = "\(bytes.count) bytes cannot hold the \(width) x \(height) pixels it claims"
    throw DataError(path: path, problem: .broken(format: format, reason: reason))
  }
  let pixels = [UInt8](unsafeUninitializedCapacity: 3 * pixelCount) { buffer, filled in
    filled = decode(buffer.baseAddress!) ? 3 * pixelCount : 0
  }
  return pixels.isEmpty ? nil : Image8(width: width, height: height, pixels: pixels)
}
