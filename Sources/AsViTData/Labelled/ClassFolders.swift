import AsViTNumerics

/// The images of a folder, sorted into classes: its parts, as `SplitFolders` tells them, or class
/// folders that `split` divides.
///
/// - Throws: `noClassFolders`, `classesAreSplits`, `splitsAmongClasses`, `sameSplit`, `emptyClass`,
///   `unknownClass`, `unsortedTest`, `oneClass`, `tooManyBroken`, `emptyFolder`, `noTestImages`, what
///   `DataError.misreading` finds, and what listing a folder throws.
func openClassFolders(
  _ path: String, split: TestSplit, workers: Workers
) throws(DataError) -> LabelledData {
  let kind = "class folders"
  let parts = try SplitFolders(folderNames(of: path), in: path)
  let folder = parts?.training ?? path
  let training = try readClassFolders(folder, workers: workers)
  guard let parts, let test = parts.test else {
    return try LabelledData(dividing: training, by: split, kind: kind, path: folder)
  }
  return try LabelledData(
    training: training,
    test: readClassFolders(test, classNames: training.classNames, workers: workers),
    origin: DataOrigin(kind: kind, training: folder, test: test, unread: parts.unread))
}

/// The images of one folder of class folders; what lies beside the class folders is not looked at.
///
/// Labels follow `classNames`, or the order of the folders' names when it is nil; then each class
/// must have an image.
private func readClassFolders(
  _ path: String, classNames known: [String]? = nil, workers: Workers
) throws(DataError) -> LabelledImages {
  var skipped: [DataError] = []
  let names = try entryNames(of: path, skipped: &skipped)
  let folders = names.filter { folderStatus("\(path)/\($0)") != nil }
  try requireClasses(folders, of: path, among: names, known: known)
  let classNames = known ?? folders

  var files: [String] = []
  var others: [String] = []
  var labels: [Int] = []
  for folder in folders {
    let classPath = "\(path)/\(folder)"
    guard let label = classNames.firstIndex(of: folder) else {
      throw DataError(path: classPath, problem: .unknownClass(known: classNames))
    }
    let listing = try FolderListing(path: classPath)
    files += listing.files
    others += listing.others
    labels += Array(repeating: label, count: listing.files.count)
    skipped += listing.skipped
  }
  guard !files.isEmpty else {
    throw .misreading(of: path, files: others) ?? DataError(path: path, problem: .emptyFolder)
  }

  let images = DecodableFiles(files, workers: workers)
  skipped += images.broken
  guard images.broken.count * 10 <= files.count else {
    throw .misreading(of: path, files: images.broken.map(\.path) + others)
      ?? DataError(path: path, problem: .tooManyBroken(of: files.count, skipped: images.broken))
  }
  labels = images.positions.map { labels[$0] }
  if known == nil, let empty = classNames.indices.first(where: { !labels.contains($0) }) {
    let classPath = "\(path)/\(classNames[empty])"
    throw DataError(
      path: classPath,
      problem: .emptyClass(skipped: skipped.filter { $0.path.hasPrefix("\(classPath)/") }))
  }
  return LabelledImages(
    source: ImageFolder(
      path: path, skipped: skipped, warnings: images.warnings,
      files: images.positions.map { files[$0] }),
    digests: images.digests, labels: labels, classNames: classNames, nativeSide: images.middleSide)
}

/// - Parameters:
///   - folders: in the folder at `path`, among all `names` there.
///   - known: the classes of the training images, for test images.
/// - Throws: when the folders cannot be the classes.
private func requireClasses(
  _ folders: [String], of path: String, among names: [String], known: [String]?
) throws(DataError) {
  if folders.isEmpty,
    let error = DataError.misreading(of: path, files: names.map { "\(path)/\($0)" })
  {
    throw error
  }
  if let known {
    guard Set(known).isDisjoint(with: folders) else { return }
    let list = names.first { $0 == "val_annotations.txt" }
    throw DataError(path: path, problem: .unsortedTest(classes: known, list: list))
  }
  guard !folders.isEmpty else { throw DataError(path: path, problem: .noClassFolders) }
  if folders.allSatisfy({ Split(folderName: $0) != nil }) {
    throw DataError(path: path, problem: .classesAreSplits(folders))
  }
}

/// Which files hold an image that can be decoded, found by decoding each.
private struct DecodableFiles {
  /// The places of these files.
  private(set) var positions: [Int] = []
  /// Why the others do not.
  private(set) var broken: [DataError] = []
  /// Digests of the bytes of the files that do.
  private(set) var digests: [UInt64] = []
  private(set) var warnings: [DecodingWarning] = []
  private var sides: [Int] = []

  init(_ files: [String], workers: Workers) {
    typealias Decoded = (side: Int, digest: UInt64, warnings: [DecodingWarning])
    let outcomes = ResultSlots<Result<Decoded, DataError>>(count: files.count)
    workers.forEach(files.count) { position, _ in
      outcomes[position] = Result { () throws(DataError) in
        let bytes = try readFile(files[position])
        var warnings: [DecodingWarning] = []
        let image = try Image8(decoding: bytes, path: files[position], warnings: &warnings)
        var digest = Digest()
        bytes.withUnsafeBytes { digest.add($0) }
        return (min(image.width, image.height), digest.value, warnings)
      }
    }
    for (position, outcome) in outcomes.values.enumerated() {
      switch outcome {
      case .success(let image):
        positions.append(position)
        sides.append(image.side)
        digests.append(image.digest)
        warnings += image.warnings
      case .failure(let error):
        broken.append(error)
      }
    }
  }

  /// The shorter side of the image in the middle, sorted by it.
  ///
  /// - Precondition: there is one.
  var middleSide: Int { sides.sorted()[sides.count / 2] }
}
