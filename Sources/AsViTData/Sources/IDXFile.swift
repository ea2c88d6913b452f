/// An array of bytes in the IDX format of the MNIST data sets.
///
/// Two zero bytes, the element type, the number of dimensions, each dimension in 32 bits, the
/// most significant byte first; then the elements, row-major.
public struct IDXFile: Sendable {
  public let dimensions: [Int]
  /// The elements, `[dimensions]`.
  public let elements: ArraySlice<UInt8>

  /// Whether the bytes begin as an IDX file does: a known element type, one to eight dimensions.
  static func isIDX(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[0] == 0 && bytes[1] == 0
      && [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E].contains(bytes[2]) && (1...8).contains(bytes[3])
  }

  /// Reads the file at `path`, plain or gzip.
  ///
  /// - Throws: `notAnIDXFile`, `unknownFormat`, and what reading and inflating a file throw.
  init(contentsOf path: String) throws(DataError) {
    let stored = try readFile(path)
    let isCompressed = isGzip(stored)
    let bytes = isCompressed ? try inflateGzip(stored, path: path) : stored
    guard Self.isIDX(bytes) else {
      throw DataError(
        path: path,
        problem: isCompressed ? .notAnIDXFile : .unknownFormat(byteCount: bytes.count))
    }
    try self.init(bytes, path: path)
  }

  /// Reads the file whose contents, already inflated, are `bytes`; errors call it `path`.
  ///
  /// - Precondition: `isIDX(bytes)`.
  /// - Throws: `unsupportedIDXType`, `wrongLength`, `impossibleSize`.
  init(_ bytes: [UInt8], path: String) throws(DataError) {
    precondition(Self.isIDX(bytes), "\(path) is no IDX file")
    guard bytes[2] == 0x08 else {
      throw DataError(path: path, problem: .unsupportedIDXType(bytes[2]))
    }
    let headerLength = 4 + 4 * Int(bytes[3])
    guard bytes.count >= headerLength else {
      throw DataError(
        path: path, problem: .wrongLength(expected: headerLength, found: bytes.count))
    }
    let dimensions = stride(from: 4, to: headerLength, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    var expected = 1
    for dimension in dimensions {
      let (product, overflows) = expected.multipliedReportingOverflow(by: dimension)
      guard !overflows else {
        throw DataError(path: path, problem: .impossibleSize(dimensions: dimensions))
      }
      expected = product
    }
    guard bytes.count - headerLength == expected else {
      throw DataError(
        path: path,
        problem: .wrongLength(expected: headerLength + expected, found: bytes.count))
    }
    self.dimensions = dimensions
    elements = bytes[headerLength...]
  }
}

/// The grey pictures of an IDX file of shape `[count, height, width]`.
public struct IDXImages: ImageSource {
  public let path: String
  private let file: IDXFile

  /// - Throws: `holdsLabels`, `notImageShaped`, `holdsNoPixels`, `tooManyPixels`.
  init(_ file: IDXFile, path: String) throws(DataError) {
    let dimensions = file.dimensions
    guard dimensions.count != 1 else {
      throw DataError(path: path, problem: .holdsLabels(count: dimensions[0]))
    }
    guard dimensions.count == 3 else {
      throw DataError(path: path, problem: .notImageShaped(dimensions: dimensions))
    }
    guard !dimensions.contains(0) else {
      throw DataError(path: path, problem: .holdsNoPixels(dimensions: dimensions))
    }
    let (height, width) = (dimensions[1], dimensions[2])
    guard height * width <= pixelLimit else {
      throw DataError(
        path: path, problem: .tooManyPixels(width: width, height: height, limit: pixelLimit))
    }
    self.path = path
    self.file = file
  }

  public var count: Int { file.dimensions[0] }
  public var fitting: Fitting { .padding }

  public func name(at index: Int) -> String { "\(path)#\(index)" }

  public func image(at index: Int) throws(DataError) -> Image8 {
    let (height, width) = (file.dimensions[1], file.dimensions[2])
    let start = file.elements.startIndex + index * height * width
    return Image8(
      width: width, height: height, grey: file.elements[start..<start + height * width])
  }
}
