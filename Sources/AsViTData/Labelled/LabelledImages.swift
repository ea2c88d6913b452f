/// Pictures that have a class each, numbered from 0.
///
/// Asking is safe from several threads at once.
public struct LabelledImages: Sendable {
  /// The label of each picture, below `classCount`.
  public private(set) var labels: [Int]
  /// The name of each class, by label.
  public let classNames: [String]
  /// The shorter side in pixels of the picture in the middle, when they are sorted by it.
  public let nativeSide: Int
  private let source: any ImageSource
  /// The digest of each picture's contents, by its place in the source.
  private let digests: [UInt64]
  /// The place of each picture in the source.
  private var indices: [Int]

  /// All pictures of `source`.
  ///
  /// - Parameter digests: of the contents of each picture.
  /// - Precondition: there is one label and one digest for each, labels below the number of names.
  init(
    source: any ImageSource, digests: [UInt64], labels: [Int], classNames: [String],
    nativeSide: Int
  ) {
    precondition(labels.count == source.count && labels.allSatisfy(classNames.indices.contains))
    precondition(digests.count == source.count)
    self.source = source
    self.digests = digests
    indices = Array(labels.indices)
    self.labels = labels
    self.classNames = classNames
    self.nativeSide = nativeSide
  }

  /// The pictures at `positions`, numbered anew.
  func subset(_ positions: [Int]) -> LabelledImages {
    var subset = self
    subset.indices = positions.map { indices[$0] }
    subset.labels = positions.map { labels[$0] }
    return subset
  }

  public var count: Int { labels.count }
  public var classCount: Int { classNames.count }

  /// How the pictures become squares.
  public var fitting: Fitting { source.fitting }

  /// What was passed over when the set was opened, with the reason.
  public var skipped: [DataError] { source.skipped }

  /// What decoders warned of when the set was opened.
  public var warnings: [DecodingWarning] { source.warnings }

  /// The label of the picture at `index`.
  public func label(of index: Int) -> Int { labels[index] }

  /// The origin of the picture at `index`.
  public func name(at index: Int) -> String { source.name(at: indices[index]) }

  /// The picture at `index`, as it is stored.
  ///
  /// - Throws: only when a file has changed since the set was opened.
  public func image(at index: Int) throws(DataError) -> Image8 {
    try source.image(at: indices[index])
  }

  /// The positions of each class, by label.
  var members: [[Int]] {
    var members = [[Int]](repeating: [], count: classCount)
    for (position, label) in labels.enumerated() { members[label].append(position) }
    return members
  }

  /// 64-bit FNV-1a of each picture's label and contents, in order, in sixteen hexadecimal digits:
  /// the same wherever the pictures are kept and whatever their files are called.
  public var digest: String {
    var digest = Digest()
    for (label, index) in zip(labels, indices) {
      digest.add(UInt64(label))
      digest.add(digests[index])
    }
    return digest.text
  }
}
