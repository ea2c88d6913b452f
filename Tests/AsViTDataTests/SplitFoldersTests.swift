import AsViTNumerics
import FoundationEssentials
import Testing

@testable import AsViTData

/// Folders of a data set's parts, as people name them, and classes that are called alike.
@Suite struct SplitFoldersTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open() throws(DataError) -> LabelledData {
    try openLabelledData(
      folder.path + "/", split: TestSplit(seed: Seed(0)), workers: Workers(count: 1))
  }

  /// Four images in the folder `name`.
  private func write(_ name: String) throws {
    for number in 0..<4 {
      try folder.write(
        png(width: 1, height: 1, samples: [UInt8(number), 0, 0]), to: "\(name)/\(number).png")
    }
  }

  private func writeSet(_ name: String) throws {
    for label in ["a", "b"] { try write("\(name)/\(label)") }
  }

  @Test(arguments: [
    ("train", "val"), ("train", "valid"), ("train", "validation"), ("train", "eval"),
    ("train", "evaluation"), ("train", "test"), ("training", "testing"), ("Train", "Val"),
    ("TRAINING", "Test"),
  ])
  func `parts are known by their names`(training: String, test: String) throws {
    try writeSet(training)
    try writeSet(test)
    let data = try open()
    #expect(data.training.classNames == ["a", "b"])
    #expect(data.training.count == 8 && data.test.count == 8)
    #expect(data.training.name(at: 0) == "\(folder.path)/\(training)/a/0.png")
    #expect(data.test.name(at: 0) == "\(folder.path)/\(test)/a/0.png")
  }

  @Test func `validation comes before testing, and that is said`() throws {
    for name in ["test", "train", "validation"] { try writeSet(name) }
    let data = try open()
    #expect(data.test.name(at: 0).hasPrefix("\(folder.path)/validation/"))
    #expect(data.provenance.hasSuffix("; \(folder.path)/test was not read"))
  }

  @Test func `a class may be called train beside others`() throws {
    for name in ["car", "plane", "train"] { try write(name) }
    #expect(try open().training.classNames == ["car", "plane", "train"])
  }

  @Test func `parts without training images are no classes`() throws {
    try writeSet("val")
    try writeSet("test")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description == """
        \(folder.path): has no classes: test, val are parts of a data set, and none is called train; \
        name the folder of the training images, or call it train
        """)
  }

  @Test func `parts in the place of classes are refused`() throws {
    for name in ["train/train", "train/val", "val/val"] { try write(name) }
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error
        == DataError(
          path: "\(folder.path)/train", problem: .classesAreSplits(["train", "val"])))
  }

  @Test func `two folders of one part are refused`() throws {
    for name in ["Train", "training", "val"] { try writeSet(name) }
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description
        == "\(folder.path): has Train and training, which mean the same; leave one of them there")
  }

  @Test func `parts beside other folders are refused`() throws {
    for name in ["train", "val"] { try writeSet(name) }
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/empty", withIntermediateDirectories: false)
    #expect(try open().test.count == 8)
    try write("annotations")
    let error = #expect(throws: DataError.self) { try open() }
    #expect(
      error?.description == """
        \(folder.path): holds parts of a data set (train, val) beside other folders (annotations), \
        so that either may be the classes; leave one kind there
        """)
  }
}
