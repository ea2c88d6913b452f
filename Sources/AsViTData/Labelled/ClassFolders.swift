import AsViTNumerics

/// Opens a folder of images sorted into classes: `train` and `val`, `valid` or `test`, or class
/// folders that `split` divides.
///
/// - Throws: `noClassFolders`, `emptyClass`, `unknownClass`, `oneClass`, `tooManyBroken`,
///   `emptyFolder`, `noTestImages`, and what listing a folder throws.
func openClassFolders(
  _ path: String, split: TestSplit, workers: Workers
) throws(DataError) -> LabelledData {
  let provenance = "class folders, \(path)"
  let whole = "\(path)/train"
  guard folderStatus(whole) != nil else {
    return try LabelledData(
      dividing: readClassFolders(path, workers: workers), by: split, path: path,
      provenance: provenance)
  }
  let training = try readClassFolders(whole, workers: workers)
  let tests = ["val", "valid", "test"].map { "\(path)/\($0)" }
  guard let test = tests.first(where: { folderStatus($0) != nil }) else {
    return try LabelledData(dividing: training, by: split, path: path, provenance: provenance)
  }
  return try LabelledData(
    training: training,
    test: readClassFolders(test, classNames: training.classNames, workers: workers),
    path: path, provenance: provenance)
}

/// The images of one folder of class folders; what lies beside the class folders is not looked at.
///
/// Labels follow `classNames`, or the order of the folders' names when it is nil; then each class
/// must have an image.
private func readClassFolders(
  _ path: String, classNames known: [String]? = nil, workers: Workers
) throws(DataError) -> LabelledImages {
  var skipped: [DataError] = []
  let folders = try entryNames(of: path, skipped: &skipped)
    .filter { folderStatus("\(path)/\($0)") != nil }
  guard !folders.isEmpty else { throw DataError(path: path, problem: .noClassFolders) }
  let classNames = known ?? folders

  var files: [String] = []
  var labels: [Int] = []
  for folder in folders {
    let classPath = "\(path)/\(folder)"
    guard let label = classNames.firstIndex(of: folder) else {
      throw DataError(path: classPath, problem: .unknownClass(known: classNames))
    }
    let listing = try FolderListing(path: classPath)
    files += listing.files
    labels += Array(repeating: label, count: listing.files.count)
    skipped += listing.skipped
  }
  guard !files.isEmpty else { throw DataError(path: path, problem: .emptyFolder) }

  let images = DecodableFiles(files, workers: workers)
  skipped += images.broken
  guard images.broken.count * 10 <= files.count else {
    throw DataError(path: path, problem: .tooManyBroken(of: files.count, skipped: images.broken))
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
      path: path, files: images.positions.map { files[$0] }, skipped: skipped,
      warnings: images.warnings),
    labels: labels, classNames: classNames, nativeSide: images.middleSide)
}

/// Which files hold an image that can be decoded, found by decoding each.
private struct DecodableFiles {
  /// The places of these files.
  private(set) var positions: [Int] = []
  /// Why the others do not.
  private(set) var broken: [DataError] = []
  private(set) var warnings: [DecodingWarning] = []
  private var sides: [Int] = []

  init(_ files: [String], workers: Workers) {
    typealias Decoded = (side: Int, warnings: [DecodingWarning])
    let outcomes = ResultSlots<Result<Decoded, DataError>>(count: files.count)
    workers.forEach(files.count) { position, _ in
      outcomes[position] = Result { () throws(DataError) in
        var warnings: [DecodingWarning] = []
        let image = try Image8(contentsOf: files[position], warnings: &warnings)
        return (min(image.width, image.height), warnings)
      }
    }
    for (position, outcome) in outcomes.values.enumerated() {
      switch outcome {
      case .success(let image):
        positions.append(position)
        sides.append(image.side)
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
