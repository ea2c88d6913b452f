/// Pictures that have a class each, numbered from 0.
///
/// Asking is safe from several threads at once.
public struct LabelledImages: Sendable {
  /// The label of each picture, below `classCount`.
  public let labels: [Int]
  /// The name of each class, by label.
  public let classNames: [String]
  /// The shorter side in pixels of the picture in the middle, when they are sorted by it.
  public let nativeSide: Int
  private let source: any ImageSource
  /// The place of each picture in the source.
  private let indices: [Int]

  /// All pictures of `source`.
  ///
  /// - Precondition: there is one label for each, below the number of names.
  init(source: any ImageSource, labels: [Int], classNames: [String], nativeSide: Int) {
    precondition(labels.count == source.count && labels.allSatisfy(classNames.indices.contains))
    self.init(
      source: source, indices: Array(labels.indices), labels: labels, classNames: classNames,
      nativeSide: nativeSide)
  }

  private init(
    source: any ImageSource, indices: [Int], labels: [Int], classNames: [String], nativeSide: Int
  ) {
    self.source = source
    self.indices = indices
    self.labels = labels
    self.classNames = classNames
    self.nativeSide = nativeSide
  }

  /// Only `count` pictures, evenly apart in the order of the set; all where there are fewer.
  public func thinned(to count: Int) -> LabelledImages {
    count < self.count ? subset((0..<count).map { $0 * self.count / count }) : self
  }

  /// The pictures at `positions`, numbered anew.
  func subset(_ positions: [Int]) -> LabelledImages {
    LabelledImages(
      source: source, indices: positions.map { indices[$0] }, labels: positions.map { labels[$0] },
      classNames: classNames, nativeSide: nativeSide)
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

  /// Where the picture at `index` comes from.
  public func name(at index: Int) -> String { source.name(at: indices[index]) }

  /// The picture at `index`, as it is stored.
  ///
  /// - Throws: only when a file has changed since the set was opened.
  public func image(at index: Int) throws(DataError) -> Image8 {
    try source.image(at: indices[index])
  }
}
