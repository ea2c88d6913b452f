import CImageDecoding

/// The most pixels of a picture that is decoded, whatever its header claims: 600 MB of RGB.
let pixelLimit = 200_000_000

extension Image8 {
  /// Decodes the JPEG, PNG or WebP file at `path`; its contents decide which, not its name.
  ///
  /// The pixels are those of Pillow's `Image.open(path).convert("RGB")`, which torchvision and timm
  /// read with. Grey and palette pictures become RGB. Transparency is dropped, gamma and colour
  /// profiles are ignored, and so are orientation tags. Of 16-bit samples the higher byte is taken;
  /// 16-bit grey without alpha, however, is clipped at 255. CMYK is taken for Adobe's inverted one.
  /// Of an animation the first frame is decoded.
  ///
  /// - Throws: `notAnImage`, `foreignPicture`, `broken` (a truncated file is broken),
  ///   `tooManyPixels`, and what reading a file throws.
  public init(contentsOf path: String) throws(DataError) {
    try self.init(decoding: try readFile(path), path: path)
  }

  /// Decodes the file at `path`, and adds to `warnings` what its decoder passed over.
  init(contentsOf path: String, warnings: inout [DecodingWarning]) throws(DataError) {
    try self.init(decoding: try readFile(path), path: path, warnings: &warnings)
  }

  /// Decodes `bytes`, which errors call `path`.
  init(decoding bytes: [UInt8], path: String) throws(DataError) {
    var warnings: [DecodingWarning] = []
    try self.init(decoding: bytes, path: path, warnings: &warnings)
  }

  /// The same; what the decoder passed over is added to `warnings`.
  ///
  /// The header is read first, so that no memory is asked for that the file cannot fill.
  init(decoding bytes: [UInt8], path: String, warnings: inout [DecodingWarning]) throws(DataError) {
    guard let format = ImageFormat(bytes) else {
      let foreign = ForeignFormat.ofPicture(bytes)
      throw DataError(path: path, problem: foreign.map { .foreignPicture($0) } ?? .notAnImage)
    }
    let file = format == .png ? pngWithoutUnusedChunks(bytes) : bytes
    var header = image_decoding()
    func broken(_ reason: String) -> DataError {
      DataError(path: path, problem: .broken(format: format.rawValue, reason: reason))
    }

    guard format.decode(file, file.count, nil, &header) else { throw broken(header.reason) }
    let (width, height) = (Int(header.width), Int(header.height))
    // No format can claim a side that would overflow the product.
    let pixelCount = width * height
    guard pixelCount <= pixelLimit else {
      throw DataError(
        path: path, problem: .tooManyPixels(width: width, height: height, limit: pixelLimit))
    }
    guard header.coded_pixel_count <= format.pixelsPerByte * bytes.count else {
      throw broken("\(bytes.count) bytes cannot hold the \(width) x \(height) pixels it claims")
    }
    let pixels = [UInt8](unsafeUninitializedCapacity: 3 * pixelCount) { buffer, filled in
      let isWhole = format.decode(file, file.count, buffer.baseAddress, &header)
      filled = isWhole ? 3 * pixelCount : 0
    }
    guard !pixels.isEmpty else { throw broken(header.reason) }
    let remark = header.reason
    if !remark.isEmpty { warnings.append(DecodingWarning(path: path, reason: remark)) }
    self.init(width: width, height: height, pixels: pixels)
  }
}

extension image_decoding {
  fileprivate var reason: String {
    withUnsafeBytes(of: remark) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
