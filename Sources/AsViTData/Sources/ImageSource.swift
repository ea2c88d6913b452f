import AsViTNumerics
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

  /// The picture at `index`, as it is stored.
  func image(at index: Int) throws(DataError) -> Image8

  /// The order in which a batch takes the pictures: a permutation of `0..<count`.
  func drawingOrder(seed: Seed) -> [Int]
}

extension ImageSource {
  public var skipped: [DataError] { [] }

  /// A Fisher–Yates shuffle, so that a batch is a sample without replacement.
  public func drawingOrder(seed: Seed) -> [Int] {
    var generator = SplitMix64(seed: seed)
    var order = Array(0..<count)
    // Written out, since the standard library may change its own shuffle between versions.
    for last in stride(from: count - 1, to: 0, by: -1) {
      // The high half of the product maps 64 random bits to 0...last; its bias is below 2⁻³².
      let chosen = generator.next().multipliedFullWidth(by: UInt64(last + 1)).high
      order.swapAt(last, Int(chosen))
    }
    return order
  }
}

/// Opens a folder of JPEG and PNG pictures, an IDX file (plain or gzip) or a CIFAR binary file;
/// the contents decide which.
///
/// - Throws: `DataError` naming what the path is instead, or what is wrong with it.
public func openImages(path: String) throws(DataError) -> any ImageSource {
  var status = stat()
  guard stat(path, &status) == 0 else { throw .system(path) }
  if status.st_mode & S_IFMT == S_IFDIR { return try ImageFolder(path: path) }

  let stored = try readFile(path)
  if isGzip(stored) {
    let bytes = try inflateGzip(stored, path: path)
    guard IDXFile.isIDX(bytes) else { throw DataError(path: path, problem: .notAnIDXFile) }
    return try IDXImages(IDXFile(bytes, path: path), path: path)
  }
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
  let isImage = ImageFormat(stored) != nil
  throw DataError(
    path: path, problem: isImage ? .singleImage : .unknownFormat(byteCount: stored.count))
}
