/// The 32 × 32 colour pictures of a CIFAR binary file.
///
/// A record is the label (CIFAR-10) or the coarse and the fine label (CIFAR-100), one byte each,
/// then 3072 bytes `[3, 32, 32]`. Krizhevsky, Learning Multiple Layers of Features from Tiny
/// Images, 2009.
public struct CIFARImages: ImageSource {
  public let path: String
  private let bytes: [UInt8]
  private let labelCount: Int

  private static let side = 32
  private static let pixelCount = 3 * side * side

  /// Takes `bytes` if they are whole records with valid labels.
  init?(_ bytes: [UInt8], path: String) {
    let layouts: [[UInt8]] = [[10], [20, 100]]
    for classCounts in layouts where Self.areRecords(bytes, classCounts: classCounts) {
      self.path = path
      self.bytes = bytes
      labelCount = classCounts.count
      return
    }
    return nil
  }

  /// Whether `bytes` are records whose labels stay below `classCounts`.
  private static func areRecords(_ bytes: [UInt8], classCounts: [UInt8]) -> Bool {
    let length = classCounts.count + pixelCount
    guard !bytes.isEmpty && bytes.count.isMultiple(of: length) else { return false }
    return stride(from: 0, to: bytes.count, by: length).allSatisfy { start in
      classCounts.indices.allSatisfy { bytes[start + $0] < classCounts[$0] }
    }
  }

  public var count: Int { bytes.count / (labelCount + Self.pixelCount) }
  public var fitting: Fitting { .padding }

  /// 10, or the 100 fine classes.
  var classCount: Int { labelCount == 1 ? 10 : 100 }

  /// The label, or the fine label, of the picture at `index`.
  func label(at index: Int) -> Int {
    Int(bytes[index * (labelCount + Self.pixelCount) + labelCount - 1])
  }

  /// The digest of each picture's pixels.
  var digests: [UInt64] {
    bytes.withUnsafeBytes { bytes in
      (0..<count).map { index in
        let start = index * (labelCount + Self.pixelCount) + labelCount
        var digest = Digest()
        digest.add(.init(rebasing: bytes[start..<start + Self.pixelCount]))
        return digest.value
      }
    }
  }

  public func name(at index: Int) -> String { "\(path)#\(index)" }

  public func image(at index: Int) throws(DataError) -> Image8 {
    let start = index * (labelCount + Self.pixelCount) + labelCount
    return Image8(
      width: Self.side, height: Self.side, planar: bytes[start..<start + Self.pixelCount])
  }
}
