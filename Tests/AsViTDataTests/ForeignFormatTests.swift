import AsViTNumerics
import Testing

@testable import AsViTData

/// What people name as data and what is not read: the message says what it is.
@Suite struct ForeignFormatTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func error(_ name: String = "") throws -> DataError {
    let path = name.isEmpty ? folder.path : "\(folder.path)/\(name)"
    let error = try #require(throws: DataError.self) {
      try openLabelledData(path, split: TestSplit(seed: Seed(0)), workers: Workers(count: 1))
    }
    #expect(error.description.count - folder.path.count < 400)
    return error
  }

  /// One byte for each character.
  private static func bytes(_ text: String, count: Int = 0) -> [UInt8] {
    let bytes = text.unicodeScalars.map { UInt8($0.value) }
    return bytes + [UInt8](repeating: 0, count: max(count - bytes.count, 0))
  }

  private static let tar = [UInt8](repeating: 65, count: 257) + bytes("ustar", count: 600)
  private static let pickle = bytes("\u{80}\u{4}\u{95}\u{1}", count: 13)

  /// The header of a zip file's entry.
  private static func zip(_ entry: String) -> [UInt8] {
    bytes("PK\u{3}\u{4}", count: 26) + [UInt8(entry.utf8.count), 0, 0, 0] + bytes(entry, count: 60)
  }

  private static let files: [([UInt8], ForeignFormat, String)] = [
    (zip("x_train.npy"), .numpy, "is a NumPy file; save each image as a PNG file"),
    (bytes("\u{93}NUMPY\u{1}"), .numpy, "is a NumPy file; "),
    (zip("cats/1.png"), .zip, "is a zip archive; unpack it"),
    (zip("archive/data.pkl"), .pytorch, "is a PyTorch pickle; "),
    (tar, .tar, "is a tar archive; unpack it with tar -xf"),
    (gzip(tar), .tar, "is a tar archive; unpack it with tar -xf"),
    (bytes("\u{FD}7zXZ"), .compressed, "is compressed data; unpack it"),
    (bytes("PAR1"), .parquet, "is a Parquet table; write the bytes of each row's image"),
    (bytes("ARROW1"), .arrow, "is an Arrow table; "),
    (pickle, .pickle, "is a Python pickle; of CIFAR take the binary version, cifar-10-binary"),
    (gzip(pickle), .pickle, "is a Python pickle; "),
    (bytes("\u{89}HDF\u{D}\u{A}\u{1A}"), .hdf5, "is an HDF5 file; "),
    (bytes("MATLAB 5.0 MAT-file, Platform"), .matlab, "is a MATLAB file; "),
    (bytes("version https://git-lfs.github.com"), .gitLFSPointer, "is a git-lfs pointer in place"),
    (gzip(bytes("<HTML>")), .webPage, "is a web page: what a server sends"),
  ]

  @Test(arguments: files)
  func `a file says what it is`(bytes: [UInt8], format: ForeignFormat, message: String) throws {
    let path = try folder.write(bytes, to: "file")
    let error = try error("file")
    #expect(error == DataError(path: path, problem: .foreignData(format)))
    #expect(error.description.hasPrefix("\(path): \(message)"), "\(error)")
    let images = #expect(throws: DataError.self) { try openImages(path: path) }
    #expect(images == error)
  }

  @Test func `what is read is not foreign`() throws {
    let files: [[UInt8]] = [
      idx(dimensions: [1, 1, 1], elements: [0]), gzip(idx(dimensions: [1, 1, 1], elements: [0])),
      [9] + [UInt8](repeating: 0x80, count: 3072), png(width: 1, height: 1, samples: [1, 2, 3]),
      jpeg(width: 1, height: 1, red: 1, green: 2, blue: 3), [], [0x80],
    ]
    for (number, bytes) in files.enumerated() {
      #expect(ForeignFormat(ofFileAt: try folder.write(bytes, to: "\(number)")) == nil)
    }
    #expect(ForeignFormat(ofFileAt: folder.path) == nil)
  }

  /// The first record of a CIFAR file may be text by chance, and a picture is one of its own kind.
  @Test(arguments: ["PK", "\t<<=>", "<annotation>", "GIF89a"])
  func `text and pictures are not foreign data`(start: String) throws {
    let path = try folder.write(Self.bytes(start), to: "file")
    #expect(ForeignFormat(ofFileAt: path) != nil)
    #expect(DataError.foreignData(at: path) == nil)
  }

  @Test(arguments: ["batches.meta", "data/train-00000-of-00001.parquet", "train/n01440764.tar"])
  func `a folder of such files names the first`(name: String) throws {
    let bytes = name.hasSuffix("tar") ? Self.tar : Self.pickle
    let path = try folder.write(bytes, to: name)
    let found = try error()
    #expect(found.path == path)
    guard case .foreignData = found.problem else { throw found }
  }

  @Test func `torchvision's root names the folders below`() throws {
    for set in ["FashionMNIST", "MNIST"] {
      for part in ["images-idx3-ubyte", "labels-idx1-ubyte.gz"] {
        try folder.write([0, 0, 8, 1, 0, 0, 0, 1, 0], to: "\(set)/raw/train-\(part)")
      }
    }
    try folder.write(Self.pickle, to: "cifar-10-batches-py/data_batch_1")
    try folder.write(
      [UInt8](repeating: 0, count: 3073), to: "cifar-10-batches-bin/data_batch_1.bin")
    let found = try error()
    #expect(
      found.description == """
        \(folder.path): holds data sets in its folders; name one of these: \
        \(folder.path)/FashionMNIST/raw, \(folder.path)/MNIST/raw, \
        \(folder.path)/cifar-10-batches-bin
        """)
    #expect(try error("MNIST").problem == .setsBelow(["\(folder.path)/MNIST/raw"]))
    guard case .foreignData(.pickle) = try error("cifar-10-batches-py").problem else { throw found }
  }

  @Test func `a part of a set is named as one`() throws {
    let record = [UInt8](repeating: 1, count: 3073)
    let batch = try folder.write(record + record, to: "cifar/data_batch_1.bin")
    #expect(
      try error("cifar/data_batch_1.bin") == DataError(path: batch, problem: .singleCIFARFile))
    let test = try folder.write(record, to: "test/test_batch.bin")
    #expect(try error("test") == DataError(path: test, problem: .noTrainingFile))
    let images = idx(dimensions: [1, 1, 1], elements: [0])
    let other = try folder.write(images, to: "idx/t10k-images-idx3-ubyte")
    #expect(try error("idx") == DataError(path: other, problem: .noTrainingFile))
    let labels = try folder.write(idx(dimensions: [2], elements: [0, 1]), to: "labels-idx1-ubyte")
    #expect(
      try error("labels-idx1-ubyte") == DataError(path: labels, problem: .holdsLabels(count: 2)))
    let photograph = try folder.write(png(width: 1, height: 1, samples: [1, 2, 3]), to: "a.png")
    #expect(try error("a.png") == DataError(path: photograph, problem: .singleImage))
  }
}
