/// What a file is that is not read, told by its first bytes.
public enum ForeignFormat: Hashable, Sendable {
  case picture(Picture)

  case zip
  case tar
  /// A file of gzip, xz, zstd, bzip2 or 7-Zip.
  case compressed

  case numpy
  /// What `torch.save` writes, in a zip archive or as before that.
  case pytorch
  case pickle
  case parquet
  case arrow
  case hdf5
  case matlab

  /// The note that git keeps in place of a large file.
  case gitLFSPointer
  /// HTML, or XML that says so, as servers send in place of a file.
  case webPage
  /// Some other text, with the beginning of its first line.
  case text(String)

  /// A format of pictures, by its name.
  public enum Picture: String, Sendable {
    case gif = "GIF"
    case bmp = "BMP"
    case tiff = "TIFF"
    case heic = "HEIC"
    case avif = "AVIF"
    case jpeg2000 = "JPEG 2000"
    case jpegXL = "JPEG XL"
    case netpbm = "Netpbm"
  }

  /// How many bytes tell.
  static let prefixLength = 520

  /// - Parameter bytes: the first of a file, or all.
  init?(_ bytes: [UInt8]) {
    let start = Start(bytes)
    if let picture = Picture(start) {
      self = .picture(picture)
    } else if start.has("PK\u{3}\u{4}") || start.has("PK\u{5}\u{6}") {
      let pickled: ForeignFormat = start.zipEntry(endsIn: "/data.pkl") ? .pytorch : .zip
      self = start.zipEntry(endsIn: ".npy") ? .numpy : pickled
    } else if start.has([0x93] + "NUMPY".utf8) {
      self = .numpy
    } else if start.has("ustar", at: 257) {
      self = .tar
    } else if start.has([0xFD] + "7zXZ".utf8) || start.has([0x28, 0xB5, 0x2F, 0xFD])
      || start.has("BZh") || start.has("7z".utf8 + [0xBC, 0xAF]) || isGzip(bytes)
    {
      self = .compressed
    } else if start.has("PAR1") {
      self = .parquet
    } else if start.has("ARROW1") {
      self = .arrow
    } else if start.has([0x89] + "HDF\r\n".utf8) || start.has([0x89] + "HDF\r\n".utf8, at: 512) {
      self = .hdf5
    } else if start.has("MATLAB 5.0 MAT-file") || start.has("MATLAB 7.3 MAT-file") {
      self = .matlab
    } else if start.has([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46]) {
      self = .pytorch
    } else if bytes.count > 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      self = .pickle
    } else if let text = start.text {
      if text.hasPrefix("version https://git-lfs") {
        self = .gitLFSPointer
      } else {
        let isPage = ["<!doctype html", "<html", "<?xml"].contains {
          text.lowercased().hasPrefix($0)
        }
        self = isPage ? .webPage : .text(String(text.prefix { !$0.isNewline }))
      }
    } else {
      return nil
    }
  }

  /// The format of the file at `path`, or when it is gzip data of what is inside, since that may be
  /// read; nil when it is none of these or cannot be read.
  init?(ofFileAt path: String) {
    guard var start = try? readFile(path, prefix: 1 << 16) else { return nil }
    if isGzip(start) {
      var stream = GzipStream(start, path: path)
      guard let inside = try? stream.read(Self.prefixLength) else { return nil }
      start = inside
    }
    self.init(start)
  }
}

extension ForeignFormat.Picture {
  fileprivate init?(_ start: Start) {
    if start.has("GIF8") {
      self = .gif
    } else if start.has("BM") && start.has([0, 0, 0, 0], at: 6) && start.bytes.count >= 26 {
      self = .bmp
    } else if ["II*\0", "MM\0*", "II+\0", "MM\0+"].contains(where: { start.has($0) }) {
      self = .tiff
    } else if start.has("ftypavi", at: 4) {
      self = .avif
    } else if ["ftyphei", "ftyphev", "ftypmif1", "ftypmsf1"].contains(where: {
      start.has($0, at: 4)
    }) {
      self = .heic
    } else if start.has("jP  ", at: 4) || start.has([0xFF, 0x4F, 0xFF, 0x51]) {
      self = .jpeg2000
    } else if start.has("JXL ", at: 4) || start.has([0xFF, 0x0A]) {
      self = .jpegXL
    } else if start.bytes.count > 2, start.bytes[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(start.bytes[1]),
      [0x09, 0x0A, 0x0D, 0x20].contains(start.bytes[2])
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

/// The first bytes of a file, asked for what they hold.
private struct Start {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func has(_ magic: [UInt8], at start: Int = 0) -> Bool {
    bytes.dropFirst(start).starts(with: magic)
  }

  func has(_ magic: String, at start: Int = 0) -> Bool { has(Array(magic.utf8), at: start) }

  /// Whether the first entry of a zip file is named so: behind a header of 30 bytes is its name.
  func zipEntry(endsIn suffix: String) -> Bool {
    let length = bytes.count < 28 ? 0 : Int(bytes[26]) | Int(bytes[27]) << 8
    return bytes.dropFirst(30).prefix(length).suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// The beginning of a text, from its first character that is no blank; nil when it is none.
  var text: Substring? {
    let beginning = bytes.prefix(64)
    // The last character may be cut.
    let wholes = (0..<4).compactMap { String(validating: beginning.dropLast($0), as: UTF8.self) }
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let text = wholes.first?.drop(while: isBlank), !text.isEmpty,
      text.unicodeScalars.allSatisfy({
        $0.properties.isWhitespace || $0.properties.generalCategory != .control
      })
    else { return nil }
    return text
  }
}

/// What the file is, and the way out where that is the same whatever the file was taken for.
extension ForeignFormat: CustomStringConvertible {
  public var description: String {
    switch self {
    case .picture(.avif): "an AVIF image"
    case .picture(let format): "a \(format.rawValue) image"
    case .zip: "a zip archive; unpack it and name what comes out"
    case .tar: "a tar archive; unpack it with tar -xf and name what comes out"
    case .compressed: "compressed data; unpack it and name what comes out"
    case .numpy: "a NumPy file"
    case .pytorch: "a PyTorch pickle"
    case .pickle: "a Python pickle"
    case .parquet: "a Parquet table"
    case .arrow: "an Arrow table"
    case .hdf5: "an HDF5 file"
    case .matlab: "a MATLAB file"
    case .gitLFSPointer: "a git-lfs pointer in place of the file; fetch that with 'git lfs pull'"
    case .webPage:
      "a web page: what a server sends when the file is not there or a login is needed"
    case .text(let beginning): "text: '\(beginning)'"
    }
  }
}
