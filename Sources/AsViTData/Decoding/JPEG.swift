internal import CTurboJPEG

/// A block of 8 × 8 pixels takes a bit at least. Arithmetic coding can go below that for pictures of
/// a single colour, which nobody stores so.
let jpegPixelsPerByte = 8 * 64

/// Decodes a JPEG file held in memory.
///
/// The first warning of libjpeg-turbo, such as the early end of the data, ends the decoding and
/// counts as an error: the rest of the picture would be grey.
func decodeJPEG(_ bytes: [UInt8], path: String) throws(DataError) -> Image8 {
  guard let decoder = tjInitDecompress() else { preconditionFailure("libturbojpeg: no decoder") }
  defer { tjDestroy(decoder) }
  func failure() -> DataError {
    let reason = String(cString: tjGetErrorStr2(decoder))
    return DataError(path: path, problem: .broken(format: "JPEG", reason: reason))
  }

  var (width, height): (Int32, Int32) = (0, 0)
  var (subsampling, colour): (Int32, Int32) = (0, 0)
  let byteCount = UInt(bytes.count)
  guard
    tjDecompressHeader3(decoder, bytes, byteCount, &width, &height, &subsampling, &colour) == 0
  else { throw failure() }
  guard colour != TJCS_CMYK.rawValue && colour != TJCS_YCCK.rawValue else {
    throw DataError(path: path, problem: .unsupportedColour("CMYK"))
  }

  let image = try decodedImage(
    width: Int(width), height: Int(height), from: bytes, format: "JPEG",
    pixelsPerByte: jpegPixelsPerByte, path: path
  ) { pixels in
    tjDecompress2(
      decoder, bytes, byteCount, pixels, width, 0, height, Int32(TJPF_RGB.rawValue),
      TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) == 0
  }
  guard let image else { throw failure() }
  return image
}
