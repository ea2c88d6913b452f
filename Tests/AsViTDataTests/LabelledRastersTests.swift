import AsViTNumerics
import Testing

@testable import AsViTData

/// IDX and CIFAR files with their labels.
@Suite struct LabelledRastersTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ name: String = "") throws(DataError) -> LabelledData {
    try openLabelledData(
      name.isEmpty ? folder.path : "\(folder.path)/\(name)", split: TestSplit(seed: Seed(0)),
      workers: Workers(count: 1))
  }

  /// Pictures of 3 × 2 pixels, picture i filled with i, and their labels.
  private func writeIDX(
    _ labels: [UInt8], _ prefix: String, compressed: Bool = false, imageCount: Int? = nil
  ) throws {
    let count = imageCount ?? labels.count
    let pixels = (0..<count).flatMap { [UInt8](repeating: UInt8($0), count: 6) }
    let images = idx(dimensions: [count, 2, 3], elements: pixels)
    let classes = idx(dimensions: [labels.count], elements: labels)
    let suffix = compressed ? ".gz" : ""
    try folder.write(compressed ? gzip(images) : images, to: "\(prefix)-images-idx3-ubyte\(suffix)")
    try folder.write(
      compressed ? gzip(classes) : classes, to: "\(prefix)-labels-idx1-ubyte\(suffix)")
  }

  @Test(arguments: [(false, false), (true, true), (false, true)])
  func `IDX files are found by their names`(compressed: Bool, testCompressed: Bool) throws {
    try writeIDX([2, 0, 1, 2], "train", compressed: compressed)
    try writeIDX([1], "t10k", compressed: testCompressed)
    for name in ["", compressed ? "train-images-idx3-ubyte.gz" : "train-images-idx3-ubyte"] {
      let data = try open(name)
      #expect(data.training.labels == [2, 0, 1, 2] && data.test.labels == [1])
      #expect(data.training.classNames == ["0", "1", "2"] && data.test.classCount == 3)
      #expect(data.training.nativeSide == 2 && data.training.fitting == .padding)
      #expect(try data.training.image(at: 3).pixels == [UInt8](repeating: 3, count: 18))
    }
  }

  @Test func `IDX files of any prefix are divided when there are no test images`() throws {
    try writeIDX([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], "letters")
    let data = try open("letters-images-idx3-ubyte")
    #expect(data.training.labels == [0, 0, 0, 0, 1, 1, 1, 1] && data.test.labels == [0, 1])
  }

  @Test func `of several sets one has to be named`() throws {
    try writeIDX([0, 1], "emnist-letters-train")
    try writeIDX([1, 1, 0], "emnist-letters-test")
    try writeIDX([0, 1], "emnist-letters-train", compressed: true)
    #expect(try open().training.count == 2)
    try writeIDX([0, 1, 2], "emnist-digits-train")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description == """
        \(folder.path): holds 2 data sets; name the training images of one: \
        emnist-digits-train-images-idx3-ubyte, emnist-letters-train-images-idx3-ubyte.gz
        """)
    let data = try open("emnist-letters-train-images-idx3-ubyte.gz")
    #expect(
      data.provenance == """
        IDX files, 2 classes: 2 training images from \
        \(folder.path)/emnist-letters-train-images-idx3-ubyte.gz, 3 test images from \
        \(folder.path)/emnist-letters-test-images-idx3-ubyte
        """)
  }

  @Test func `labels that do not belong are refused`() throws {
    try writeIDX([0, 1], "train", imageCount: 3)
    let labels = "\(folder.path)/train-labels-idx1-ubyte"
    let mismatch = #expect(throws: DataError.self) { try open() }
    #expect(mismatch?.description == "\(labels): holds 2 labels for 3 images")

    try writeIDX([0, 1], "train")
    try writeIDX([0, 1, 5], "test")
    let range = #expect(throws: DataError.self) { try open() }
    #expect(
      range?.description == """
        \(folder.path)/test-labels-idx1-ubyte: gives image 2 the label 5; the training labels are \
        0 to 1
        """)

    try folder.write(idx(dimensions: [1, 2], elements: [0, 1]), to: "train-labels-idx1-ubyte")
    let shape = #expect(throws: DataError.self) { try open() }
    #expect(shape == DataError(path: labels, problem: .holdsNoLabels(dimensions: [1, 2])))

    try folder.write([1, 2, 3], to: "train-labels-idx1-ubyte")
    let format = #expect(throws: DataError.self) { try open() }
    #expect(format == DataError(path: labels, problem: .unknownFormat(byteCount: 3)))
  }

  @Test func `images without labels are refused`() throws {
    try folder.write(idx(dimensions: [1, 1, 1], elements: [0]), to: "train-images-idx3-ubyte.gz")
    let missing = #expect(throws: DataError.self) { try open() }
    #expect(missing?.problem == .missingFile(name: "train-labels-idx1-ubyte.gz"))
    let alone = try folder.write(idx(dimensions: [1, 1, 1], elements: [0]), to: "pictures")
    let error = #expect(throws: DataError.self) { try open("pictures") }
    #expect(error == DataError(path: alone, problem: .notLabelled))
  }

  @Test func `one class is refused`() throws {
    try writeIDX([3, 3, 3], "train")
    #expect(throws: DataError.self) { try open() }
    let error = #expect(throws: DataError.self) { try open() }
    #expect(error?.problem == .oneClass("3"))
  }

  /// CIFAR records whose pictures are filled with the label.
  private func records(_ labels: [[UInt8]]) -> [UInt8] {
    labels.flatMap { $0 + [UInt8](repeating: $0.last!, count: 3072) }
  }

  @Test func `the batches of CIFAR-10 are one set`() throws {
    try folder.write(records([[3], [9]]), to: "data_batch_1.bin")
    try folder.write(records([[0]]), to: "data_batch_2.bin")
    try folder.write(records([[9]]), to: "test_batch.bin")
    let data = try open()
    #expect(data.training.labels == [3, 9, 0] && data.test.labels == [9])
    #expect(data.training.classNames == (0..<10).map(String.init) && data.training.nativeSide == 32)
    #expect(try data.training.image(at: 2).pixels.allSatisfy { $0 == 0 })
    #expect(
      data.provenance == """
        CIFAR-10, 10 classes: 3 training images from \(folder.path)/data_batch_*.bin, 1 test images \
        from \(folder.path)/test_batch.bin
        """)
    let names = (0..<10).map { "class \($0)" }
    try folder.write(Array((names.joined(separator: "\n") + "\n\n").utf8), to: "batches.meta.txt")
    #expect(try open().test.classNames == names)
  }

  @Test func `CIFAR-100 has its fine labels`() throws {
    try folder.write(records([[1, 99], [1, 0], [2, 0]]), to: "train.bin")
    try folder.write(records([[0, 5]]), to: "test.bin")
    let data = try open()
    #expect(data.training.labels == [99, 0, 0] && data.test.labels == [5])
    #expect(data.training.classCount == 100)
  }

  @Test func `test images of another CIFAR are refused`() throws {
    try folder.write(records([[1], [2]]), to: "data_batch_1.bin")
    try folder.write(records([[0, 5]]), to: "test.bin")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(error?.problem == .differentClassCounts(training: 10, test: 100))
    try folder.write([1, 2, 3], to: "test.bin")
    let format = #expect(throws: DataError.self) { try open() }
    #expect(format?.path == "\(folder.path)/test.bin")
  }
}
