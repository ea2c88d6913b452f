/// An array of bytes in the IDX format of the MNIST data sets.
///
/// Two zero bytes, the element type, the number of dimensions, each dimension in 32 bits, the
/// most significant byte first; then the elements, row-major.
public struct IDXFile: Sendable {
  public let dimensions: [Int]
  /// The elements, `[dimensions]`.
  public let elements: ArraySlice<UInt8>

  /// The bytes that tell an IDX file from others, and how many dimensions it has.
  private static let magicLength = 4

  /// Whether the bytes begin as an IDX file does: a known element type, one to eight dimensions.
  static func isIDX(_ bytes: [UInt8]) -> Bool {
    bytes.count >= magicLength && bytes[0] == 0 && bytes[1] == 0
      && [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E].contains(bytes[2]) && (1...8).contains(bytes[3])
  }

  /// Reads the file at `path`, plain or gzip.
  ///
  /// - Throws: `notAnIDXFile`, `unknownFormat`, and what reading a file and its contents throws.
  init(contentsOf path: String) throws(DataError) {
    let stored = try readFile(path)
    if isGzip(stored) {
      try self.init(gzip: stored, path: path)
    } else if Self.isIDX(stored) {
      try self.init(stored, path: path)
    } else {
      throw DataError(path: path, problem: .unknownFormat(byteCount: stored.count))
    }
  }

  /// Reads the file whose contents are `bytes`; errors call it `path`.
  ///
  /// - Precondition: `isIDX(bytes)`.
  /// - Throws: `unsupportedIDXType`, `wrongLength`, `impossibleSize`.
  init(_ bytes: [UInt8], path: String) throws(DataError) {
    precondition(Self.isIDX(bytes), "\(path) is no IDX file")
    let headerLength = Self.magicLength + 4 * Int(bytes[3])
    dimensions = try Self.dimensions(bytes.prefix(headerLength), path: path)
    elements = bytes.dropFirst(headerLength)
    let expected = try Self.elementCount(dimensions, path: path)
    guard elements.count == expected else {
      throw DataError(
        path: path, problem: .wrongLength(expected: headerLength + expected, found: bytes.count))
    }
  }

  /// Inflates the file whose contents are the gzip data `stored`; errors call it `path`. No more
  /// memory is asked for than its header promises.
  ///
  /// - Throws: `notAnIDXFile`, `brokenGzip`, `tooLarge`, and as above.
  init(gzip stored: [UInt8], path: String) throws(DataError) {
    var stream = GzipStream(stored, path: path)
    var header = try stream.read(Self.magicLength)
    guard Self.isIDX(header) else { throw DataError(path: path, problem: .notAnIDXFile) }
    header += try stream.read(4 * Int(header[3]))
    dimensions = try Self.dimensions(header[...], path: path)
    let expected = try Self.elementCount(dimensions, path: path)
    guard expected <= fileByteLimit else {
      throw DataError(path: path, problem: .tooLarge(byteCount: expected, limit: fileByteLimit))
    }
    guard expected <= GzipStream.largestRatio * stored.count else {
      throw DataError(
        path: path, problem: .brokenGzip("it cannot hold the \(expected) bytes of its header"))
    }
    elements = try stream.read(expected)[...]
    let found = header.count + elements.count + (try stream.skipRest())
    guard found == header.count + expected else {
      throw DataError(
        path: path, problem: .wrongLength(expected: header.count + expected, found: found))
    }
  }

  /// - Parameter header: that begins as an IDX file does.
  /// - Throws: `unsupportedIDXType`, `wrongLength` when the header ends early.
  private static func dimensions(
    _ header: ArraySlice<UInt8>, path: String
  ) throws(DataError) -> [Int] {
    guard header[2] == 0x08 else {
      throw DataError(path: path, problem: .unsupportedIDXType(header[2]))
    }
    let length = magicLength + 4 * Int(header[3])
    guard header.count >= length else {
      throw DataError(path: path, problem: .wrongLength(expected: length, found: header.count))
    }
    return stride(from: magicLength, to: length, by: 4).map { start in
      header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  /// - Throws: `impossibleSize` when there are more elements than an address space has bytes.
  private static func elementCount(_ dimensions: [Int], path: String) throws(DataError) -> Int {
    var count = 1
    for dimension in dimensions {
      let (product, overflows) = count.multipliedReportingOverflow(by: dimension)
      guard !overflows, product < 1 << 62 else {
        throw DataError(path: path, problem: .impossibleSize(dimensions: dimensions))
      }
      count = product
    }
    return count
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
    return Image8(width: width, height: height, grey: file.elements[start..<start + height * width])
  }
}
