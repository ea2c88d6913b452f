public import AsViTNumerics
import Glibc

/// A set of pictures, numbered from 0, each decoded when it is asked for.
///
/// Asking is safe from several threads at once.
public protocol ImageSource: Sendable {
  /// The folder or file, as messages name it.
  var path: String { get }

  /// How many pictures there may be; in a folder some may turn out broken.
  var count: Int { get }

  /// What was passed over when the source was opened.
  var skipped: [DataError] { get }

  /// How its pictures become squares.
  var fitting: Fitting { get }

  /// The name of the picture at `index`.
  func name(at index: Int) -> String

  /// What decoders warned of when the source was opened.
  var warnings: [DecodingWarning] { get }

  /// The picture at `index`, as it is stored.
  func image(at index: Int) throws(DataError) -> Image8

  /// The same; what its decoder warns of is added to `warnings`.
  func image(at index: Int, warnings: inout [DecodingWarning]) throws(DataError) -> Image8

  /// The order in which a batch takes the pictures: a permutation of `0..<count`.
  func drawingOrder(seed: Seed) -> [Int]
}

extension ImageSource {
  public var skipped: [DataError] { [] }
  public var warnings: [DecodingWarning] { [] }

  /// The picture without warnings: those of a format that has none.
  public func image(at index: Int, warnings: inout [DecodingWarning]) throws(DataError) -> Image8 {
    try image(at: index)
  }

  /// A shuffle, so that a batch is a sample without replacement.
  public func drawingOrder(seed: Seed) -> [Int] { shuffledIndices(count, seed: seed) }
}

/// The images of a folder of JPEG, PNG and WebP pictures, an IDX file (plain or gzip) or a CIFAR
/// file; the contents decide which.
///
/// - Throws: `DataError` naming what the path is instead, or what is wrong with it.
public func openImages(path: String) throws(DataError) -> any ImageSource {
  var status = stat()
  guard stat(path, &status) == 0 else { throw .system(path) }
  if status.st_mode & S_IFMT == S_IFDIR { return try ImageFolder(path: path) }

  if let error = DataError.foreignData(at: path) { throw error }
  return try images(in: readFile(path), path: path)
}

/// The images of the IDX or CIFAR file whose contents are `stored`; errors call it `path`.
func images(in stored: [UInt8], path: String) throws(DataError) -> any ImageSource {
  if isGzip(stored) { return try IDXImages(IDXFile(gzip: stored, path: path), path: path) }
  if IDXFile.isIDX(stored) {
    do {
      return try IDXImages(IDXFile(stored, path: path), path: path)
    } catch {
      // A CIFAR record may begin as an IDX header does.
      guard let images = CIFARImages(stored, path: path) else { throw error }
      return images
    }
  }
  if let images = CIFARImages(stored, path: path) { return images }
  var isPicture = ImageFormat(stored) != nil
  if case .picture = ForeignFormat(stored) { isPicture = true }
  throw DataError(
    path: path, problem: isPicture ? .singleImage : .unknownFormat(byteCount: stored.count))
}
