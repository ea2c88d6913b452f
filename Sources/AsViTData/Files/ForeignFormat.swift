/// Formats that images are often kept in and that are not read here, told by their first bytes.
public enum ForeignFormat: Hashable, Sendable {
  case zip
  case tar
  /// By xz, zstd, bzip2 or 7-Zip.
  case compressed
  case numpy
  case pytorch
  case pickle
  case parquet
  case arrow
  case hdf5
  case matlab

  /// How many bytes tell.
  static let prefixLength = 512

  /// - Parameter bytes: the first of a file.
  init?(_ bytes: [UInt8]) {
    func begins(_ magic: [UInt8], at start: Int = 0) -> Bool {
      bytes.dropFirst(start).starts(with: magic)
    }
    func begins(_ magic: String, at start: Int = 0) -> Bool {
      begins(Array(magic.utf8), at: start)
    }
    // Behind its header of 30 bytes a zip file has the name of its first entry.
    func zipEntry(endsIn suffix: String) -> Bool {
      let length = bytes.count < 28 ? 0 : Int(bytes[26]) | Int(bytes[27]) << 8
      return bytes.dropFirst(30).prefix(length).suffix(suffix.utf8.count)
        .elementsEqual(suffix.utf8)
    }
    if begins("PK\u{3}\u{4}") || begins("PK\u{5}\u{6}") {
      self = zipEntry(endsIn: ".npy") ? .numpy : zipEntry(endsIn: "/data.pkl") ? .pytorch : .zip
    } else if begins([0x93] + "NUMPY".utf8) {
      self = .numpy
    } else if begins("ustar", at: 257) {
      self = .tar
    } else if begins([0xFD] + "7zXZ".utf8) || begins([0x28, 0xB5, 0x2F, 0xFD]) || begins("BZh")
      || begins("7z".utf8 + [0xBC, 0xAF])
    {
      self = .compressed
    } else if begins("PAR1") {
      self = .parquet
    } else if begins("ARROW1") {
      self = .arrow
    } else if begins([0x89] + "HDF\r\n".utf8) || begins([0x89] + "HDF\r\n".utf8, at: 512) {
      self = .hdf5
    } else if begins("MATLAB 5.0 MAT-file") || begins("MATLAB 7.3 MAT-file") {
      self = .matlab
    } else if begins([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46]) {
      self = .pytorch
    } else if bytes.count > 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      self = .pickle
    } else {
      return nil
    }
  }

  /// The format of the file at `path`, or of what is inside when it is gzip data; nil when it is none
  /// of these or cannot be read.
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

/// What a file is and the shortest way from it to what is read.
extension ForeignFormat: CustomStringConvertible {
  public var description: String {
    switch self {
    case .zip: "is a zip archive; unpack it and name what comes out"
    case .tar: "is a tar archive; unpack it with tar -xf and name the folder that comes out"
    case .compressed: "is compressed data; unpack it and name what comes out"
    case .numpy: "is a NumPy file; \(Self.savingArrays)"
    case .pytorch: "is a PyTorch file; \(Self.savingArrays)"
    case .hdf5: "is an HDF5 file; \(Self.savingArrays)"
    case .matlab: "is a MATLAB file; \(Self.savingArrays)"
    case .pickle:
      """
      is a Python pickle; of CIFAR take the binary version, cifar-10-binary.tar.gz or \
      cifar-100-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html; otherwise \
      \(Self.savingArrays)
      """
    case .parquet: "is a Parquet table; \(Self.savingRows)"
    case .arrow: "is an Arrow table; \(Self.savingRows)"
    }
  }

  private static var savingArrays: String {
    """
    save each image as a PNG file in a folder for its class, as \
    PIL.Image.fromarray(x[i]).save(f"set/{y[i]}/{i}.png") does, and name the folder of these
    """
  }

  private static var savingRows: String {
    """
    write the bytes of each row's image to a file in a folder for its class, as \
    open(f"set/{row.label}/{i}.png", "wb").write(row.image["bytes"]) does, and name the folder of \
    these
    """
  }
}
