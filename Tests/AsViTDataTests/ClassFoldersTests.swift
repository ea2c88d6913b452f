import AsViTNumerics
import FoundationEssentials
import Testing

@testable import AsViTData

@Suite struct ClassFoldersTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(
    seed: UInt64 = 0, threads: Int = 2, fraction: Double = 0.2
  ) throws(DataError) -> LabelledData {
    try openLabelledData(
      folder.path, split: TestSplit(fraction: fraction, seed: Seed(seed)),
      workers: Workers(count: threads))
  }

  /// Images `0.png`, `1.png`, … of one colour in the folder `name`.
  private func write(_ count: Int, to name: String, red: UInt8 = 0, side: Int = 2) throws {
    for number in 0..<count {
      let pixel = [red, UInt8(number), 0]
      let samples = (0..<side * side).flatMap { _ in pixel }
      try folder.write(
        png(width: side, height: side, samples: samples), to: "\(name)/\(number).png")
    }
  }

  @Test func `a training and a test folder`() throws {
    try write(3, to: "train/dog", red: 10)
    try write(2, to: "train/cat", red: 20, side: 4)
    try write(1, to: "val/dog", red: 30)
    let data = try open()
    #expect(data.training.classNames == ["cat", "dog"] && data.test.classNames == ["cat", "dog"])
    #expect(data.training.labels == [0, 0, 1, 1, 1] && data.test.labels == [1])
    #expect(data.training.nativeSide == 2 && data.training.fitting == .cropping)
    #expect(data.training.name(at: 1) == "\(folder.path)/train/cat/1.png")
    #expect(try data.training.image(at: 1).pixels.prefix(3) == [20, 1, 0])
    #expect(try data.training.image(at: 1).width == 4)
    #expect(try data.test.image(at: 0).pixels.prefix(3) == [30, 0, 0])
    #expect(
      data.provenance == """
        class folders, 2 classes: 5 training images from \(folder.path)/train, 1 test images from \
        \(folder.path)/val
        """)
  }

  @Test func `without test images a share of each class is held out`() throws {
    try write(20, to: "a")
    try write(5, to: "b")
    try write(2, to: "c")
    try write(1, to: "d")
    let data = try open()
    #expect(data.training.labels.count { $0 == 0 } == 16)
    #expect(data.test.labels.filter { $0 != 0 } == [1, 2])
    #expect(data.training.labels.filter { $0 > 0 } == [1, 1, 1, 1, 2, 3])
    let names = [data.training, data.test].flatMap { set in (0..<set.count).map(set.name) }
    #expect(Set(names).count == 28)
    #expect(
      data.provenance == """
        class folders, 4 classes: 22 training images from \(folder.path), 6 test images held out of \
        them, a share of each class
        """)
    for set in [data.training, data.test] {
      for index in 0..<set.count {
        let name = set.name(at: index).dropFirst(folder.path.count + 1)
        #expect(name.hasPrefix(set.classNames[set.label(of: index)]))
        let number = try #require(UInt8(name.dropFirst(2).dropLast(4)))
        #expect(try set.image(at: index).pixels[1] == number)
      }
    }
  }

  @Test func `the seed and nothing else decides the split`() throws {
    for name in ["a", "b"] { try write(20, to: name) }
    func held(_ seed: UInt64, _ threads: Int) throws -> [String] {
      let test = try open(seed: seed, threads: threads).test
      return (0..<test.count).map(test.name)
    }
    let first = try held(1, 1)
    #expect(try held(1, 2) == first)
    #expect(try held(2, 2) != first)
    #expect(try open(fraction: 0.5).test.count == 20)
  }

  @Test func `a training folder alone is divided`() throws {
    for name in ["a", "b"] { try write(5, to: "train/\(name)") }
    let data = try open()
    #expect(data.training.count == 8 && data.test.count == 2)
  }

  @Test func `broken files are left out and listed`() throws {
    for name in ["a", "b"] { try write(20, to: name) }
    let whole = jpeg(width: 64, height: 64, samples: gradient(width: 64, height: 64).pixels)
    try folder.write(Array(whole.prefix(whole.count / 2)), to: "a/half.jpg")
    try folder.write(Array("text".utf8), to: "b/notes.png")
    let data = try open()
    #expect(data.training.count + data.test.count == 40)
    #expect(
      data.training.skipped.map(\.path)
        == ["a/half.jpg", "b/notes.png"].map {
          "\(folder.path)/\($0)"
        })
    #expect(data.training.skipped.last?.problem == .notAnImage)
  }

  @Test func `too many broken files are refused`() throws {
    for name in ["a", "b"] { try write(9, to: name) }
    try folder.write([], to: "a/empty.png")
    try folder.write(Array("text".utf8), to: "b/notes.png")
    #expect(try open().training.skipped.count == 2)
    try folder.write(Array("text".utf8), to: "b/more.png")
    let error = #expect(throws: DataError.self) { try open() }
    let message = try #require(error?.description)
    #expect(
      message.hasPrefix(
        "\(folder.path): more than a tenth of its 21 files cannot be decoded; skipped 3:\n"))
    #expect(message.contains("\n  \(folder.path)/b/more.png: is not a JPEG, PNG or WebP image"))
  }

  @Test func `files that are named as no image do not count`() throws {
    for name in ["a", "b"] { try write(2, to: name) }
    for name in ["0.json", "1.txt", "labels.csv", "Thumbs.db", "desktop.ini", "0.XML"] {
      try folder.write(Array("text".utf8), to: "a/\(name)")
    }
    let data = try open()
    #expect(data.training.skipped.isEmpty)
    #expect(data.training.count + data.test.count == 4)
  }

  @Test func `pictures that a decoder warns of are counted once`() throws {
    for name in ["a", "b"] { try write(4, to: name) }
    try folder.write(jpegWithExtraBytes(), to: "a/camera.jpg")
    let data = try open()
    #expect(data.training.skipped.isEmpty)
    #expect(data.training.count + data.test.count == 9)
    let summary = try #require(data.training.warnings.summary)
    #expect(
      summary.hasPrefix(
        "1 image decoded in spite of a warning, the first \(folder.path)/a/camera.jpg: "))
  }

  @Test func `one class is refused`() throws {
    try write(4, to: "only")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description
        == "\(folder.path): holds the single class 'only'; a classifier needs at least two")
  }

  @Test func `a class without images is refused`() throws {
    for name in ["train/a", "train/b", "val/a"] { try write(2, to: name) }
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/train/c", withIntermediateDirectories: false)
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error
        == DataError(path: "\(folder.path)/train/c", problem: .emptyClass(skipped: [])))
  }

  @Test func `a test class without training images is refused`() throws {
    for name in ["train/a", "train/b", "val/a", "val/c"] { try write(2, to: name) }
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description
        == "\(folder.path)/val/c: is a class without training images; the classes are a, b")
  }

  @Test func `images that are not sorted into classes are refused`() throws {
    try folder.write(png(width: 1, height: 1, samples: [1, 2, 3]), to: "0.png")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(error?.problem == .noClassFolders)
  }

  @Test(arguments: ["val/images", "val"])
  func `test images that are not sorted into classes are refused in a line`(name: String) throws {
    for number in 10..<40 { try write(1, to: "train/n\(number)/images") }
    try write(2, to: name)
    try folder.write(Array("0.png\tn10\n".utf8), to: "val/val_annotations.txt")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description == """
        \(folder.path)/val: is not sorted into the classes n10, n11, n12 and 27 more; give each of \
        them its folder, as val_annotations.txt tells, or move the whole away: then a part of the \
        training images is held out for testing
        """)
  }

  @Test func `nothing to test on is refused`() throws {
    for name in ["a", "b"] { try write(1, to: name) }
    let error = #expect(throws: DataError.self) { try open() }
    #expect(error?.problem == .noTestImages)
  }

  @Test func `an empty test folder is refused`() throws {
    for name in ["train/a", "train/b"] { try write(2, to: name) }
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/val/a", withIntermediateDirectories: true)
    let error = #expect(throws: DataError.self) { try open() }
    #expect(error == DataError(path: "\(folder.path)/val", problem: .emptyFolder))
  }

  @Test func `what is not there is refused`() {
    let error = #expect(throws: DataError.self) {
      try openLabelledData(
        "\(folder.path)/missing", split: TestSplit(seed: Seed(0)), workers: Workers(count: 1))
    }
    #expect(error?.problem == .unreadable("No such file or directory"))
  }
}
