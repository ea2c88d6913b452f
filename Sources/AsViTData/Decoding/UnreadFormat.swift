/// A format of pictures that is known and not read, told by its first bytes.
public enum UnreadFormat: String, Sendable {
  case gif = "GIF"
  case bmp = "BMP"
  case tiff = "TIFF"
  case heic = "HEIC"
  case avif = "AVIF"
  case jpeg2000 = "JPEG 2000"
  case jpegXL = "JPEG XL"
  case netpbm = "Netpbm"

  init?(_ bytes: [UInt8]) {
    func begins(with text: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: text.utf8)
    }
    func begins(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }

    if begins(with: "GIF8") {
      self = .gif
    } else if begins(with: "BM") && bytes.count >= 26 && bytes[6..<10].allSatisfy({ $0 == 0 }) {
      self = .bmp
    } else if begins(with: "II*\0") || begins(with: "MM\0*") || begins(with: "II+\0")
      || begins(with: "MM\0+")
    {
      self = .tiff
    } else if begins(with: "ftypavi", at: 4) {
      self = .avif
    } else if ["ftyphei", "ftyphev", "ftypmif1", "ftypmsf1"].contains(where: {
      begins(with: $0, at: 4)
    }) {
      self = .heic
    } else if begins(with: "jP  ", at: 4) || begins(with: [0xFF, 0x4F, 0xFF, 0x51]) {
      self = .jpeg2000
    } else if begins(with: "JXL ", at: 4) || begins(with: [0xFF, 0x0A]) {
      self = .jpegXL
    } else if bytes.count > 2, bytes[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(bytes[1]),
      [0x09, 0x0A, 0x0D, 0x20].contains(bytes[2])
    {
      self = .netpbm
    } else {
      return nil
    }
  }

  /// The usual end of such files' names.
  var fileExtension: String {
    switch self {
    case .gif: "gif"
    case .bmp: "bmp"
    case .tiff: "tif"
    case .heic: "heic"
    case .avif: "avif"
    case .jpeg2000: "jp2"
    case .jpegXL: "jxl"
    case .netpbm: "ppm"
    }
  }
}
