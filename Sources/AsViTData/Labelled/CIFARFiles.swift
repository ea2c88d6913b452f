/// The binary files of CIFAR-10 or CIFAR-100 in a folder.
///
/// Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009.
struct CIFARFiles {
  private let folder: String
  private let training: [String]
  private let test: String?
  private let classNames: String?

  /// Finds them among the names in `folder`; nil when there are no training images.
  init?(names: [String], folder: String) {
    let batches = names.filter { $0.hasPrefix("data_batch_") && $0.hasSuffix(".bin") }
    training = batches.isEmpty ? names.filter { $0 == "train.bin" } : batches
    guard !training.isEmpty else { return nil }
    test = names.first { ["test_batch.bin", "test.bin"].contains($0) }
    classNames = names.first { ["batches.meta.txt", "fine_label_names.txt"].contains($0) }
    self.folder = folder
  }

  /// The images and labels; CIFAR-100's fine labels are taken. Without a test file, `split` divides
  /// the training images.
  ///
  /// - Throws: `unknownFormat`, `oneClass`, `differentClassCounts`, `noTestImages`, and what reading
  ///   a file throws.
  func open(split: TestSplit) throws(DataError) -> LabelledData {
    let images = try read(training)
    let kind = "CIFAR-\(images.classCount)"
    guard let test else {
      return try LabelledData(dividing: images, by: split, kind: kind, path: path(of: training))
    }
    return try LabelledData(
      training: images, test: read([test]),
      origin: DataOrigin(kind: kind, training: path(of: training), test: path(of: [test])))
  }

  private func path(of files: [String]) -> String {
    files.count == 1 ? "\(folder)/\(files[0])" : "\(folder)/data_batch_*.bin"
  }

  /// The records of all `files`.
  private func read(_ files: [String]) throws(DataError) -> LabelledImages {
    var bytes: [UInt8] = []
    for file in files { bytes += try readFile("\(folder)/\(file)") }
    let path = path(of: files)
    guard let images = CIFARImages(bytes, path: path) else {
      throw DataError(path: path, problem: .unknownFormat(byteCount: bytes.count))
    }
    return LabelledImages(
      source: images, digests: images.digests,
      labels: (0..<images.count).map { images.label(at: $0) },
      classNames: try names(count: images.classCount), nativeSide: 32)
  }

  /// One name a line in the file that comes with the data; numbers where it is missing or does not
  /// have as many.
  private func names(count: Int) throws(DataError) -> [String] {
    let numbers = (0..<count).map { String($0) }
    guard let classNames else { return numbers }
    let text = String(decoding: try readFile("\(folder)/\(classNames)"), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { String($0) }
    return lines.count == count ? lines : numbers
  }
}
