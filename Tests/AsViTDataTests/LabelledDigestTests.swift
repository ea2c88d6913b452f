import AsViTNumerics
import FoundationEssentials
import Testing

@testable import AsViTData

/// What tells data sets apart: contents and labels in order, not names and places.
@Suite struct LabelledDigestTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func digests(_ name: String, seed: UInt64 = 0, threads: Int = 1) throws -> [String] {
    let data = try openLabelledData(
      "\(folder.path)/\(name)", split: TestSplit(seed: Seed(seed)),
      workers: Workers(count: threads))
    return [data.training.digest, data.test.digest]
  }

  private func image(_ value: UInt8) -> [UInt8] {
    png(width: 1, height: 1, samples: [value, 0, 0])
  }

  private func writeFolders(_ name: String) throws {
    for (number, label) in ["a", "b"].enumerated() {
      for index in 0..<10 {
        try folder.write(image(UInt8(20 * number + index)), to: "\(name)/\(label)/\(index).png")
      }
    }
  }

  private func writeIDX(_ name: String, labels: [UInt8] = [0, 1, 0, 1, 0, 1], height: Int = 2)
    throws
  {
    let pixels = labels.indices.flatMap { [UInt8](repeating: UInt8($0), count: 6) }
    try folder.write(
      idx(dimensions: [labels.count, height, 6 / height], elements: pixels),
      to: "\(name)/train-images-idx3-ubyte")
    try folder.write(
      idx(dimensions: [labels.count], elements: labels), to: "\(name)/train-labels-idx1-ubyte")
  }

  @Test func `a digest is FNV-1a`() {
    var digest = Digest()
    #expect(digest.text == "cbf29ce484222325")
    Array("foobar".utf8).withUnsafeBytes { digest.add($0) }
    // Of the authors' test vectors.
    #expect(digest.text == "85944171f73967e8")
  }

  @Test func `the same images in another place are the same`() throws {
    try writeFolders("here")
    try writeFolders("there/again")
    let here = try digests("here")
    #expect(here[0] != here[1])
    #expect(try digests("there/again", threads: 2) == here)
    #expect(try digests("there/../here/") == here)
    #expect(try digests("here", seed: 1) != here, "others are held out")
  }

  @Test func `replaced, relabelled, added and removed images are others`() throws {
    try writeFolders("set/train")
    try writeFolders("set/val")
    let first = try digests("set")
    func restored(_ change: () throws -> Void) throws -> [String] {
      try change()
      let changed = try digests("set")
      try FileManager.default.removeItem(atPath: "\(folder.path)/set")
      try writeFolders("set/train")
      try writeFolders("set/val")
      return changed
    }
    let replaced = try restored { try folder.write(image(77), to: "set/train/a/3.png") }
    #expect(replaced[0] != first[0] && replaced[1] == first[1])
    let added = try restored { try folder.write(image(77), to: "set/val/b/x.png") }
    #expect(added[0] == first[0] && added[1] != first[1])
    let files = FileManager.default
    let path = "\(folder.path)/set/train"
    let removed = try restored { try files.removeItem(atPath: "\(path)/b/9.png") }
    #expect(removed[0] != first[0])
    // The last of one class becomes the first of the next, in the same order.
    let relabelled = try restored {
      try files.moveItem(atPath: "\(path)/a/9.png", toPath: "\(path)/b/.9.png")
      try files.moveItem(atPath: "\(path)/b/.9.png", toPath: "\(path)/b/+.png")
    }
    #expect(relabelled[0] != first[0])
    let renamed = try restored {
      try files.moveItem(atPath: "\(path)/a/9.png", toPath: "\(path)/a/z.png")
    }
    #expect(renamed == first)
  }

  @Test func `rasters are known by pixels, shape and labels`() throws {
    try writeIDX("first")
    let first = try digests("first")
    try writeIDX("packed")
    for part in ["images-idx3-ubyte", "labels-idx1-ubyte"] {
      let path = "\(folder.path)/packed/train-\(part)"
      try folder.write(gzip(readFile(path)), to: "packed/train-\(part).gz")
      try FileManager.default.removeItem(atPath: path)
    }
    #expect(try digests("packed") == first)
    try writeIDX("labels", labels: [1, 0, 0, 1, 0, 1])
    #expect(try digests("labels") != first)
    try writeIDX("shape", height: 3)
    #expect(try digests("shape")[0] != first[0])
  }

  @Test func `CIFAR records are known by pixels`() throws {
    func write(_ name: String, _ value: UInt8) throws {
      let records = (0..<8 as Range<UInt8>).flatMap { label in
        [label % 2] + [UInt8](repeating: label == 5 ? value : label, count: 3072)
      }
      try folder.write(records, to: "\(name)/data_batch_1.bin")
      try folder.write(records, to: "\(name)/test_batch.bin")
    }
    for (name, value) in [("a", 5), ("b", 5), ("c", 6)] { try write(name, UInt8(value)) }
    #expect(try digests("a") == digests("b"))
    #expect(try digests("a") != digests("c"))
  }
}
