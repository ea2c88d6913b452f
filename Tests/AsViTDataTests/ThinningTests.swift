import AsViTNumerics
import Testing

@testable import AsViTData

@Suite struct ThinningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Grey images of one pixel, image i of value i.
  private func open(_ labels: [UInt8]) throws -> LabelledData {
    for name in ["train", "test"] {
      let greys = labels.indices.map { UInt8($0) }
      try folder.write(
        idx(dimensions: [labels.count, 1, 1], elements: greys), to: "\(name)-images-idx3-ubyte")
      try folder.write(
        idx(dimensions: [labels.count], elements: labels), to: "\(name)-labels-idx1-ubyte")
    }
    return try openLabelledData(
      folder.path, split: TestSplit(seed: Seed(0)), workers: Workers(count: 1))
  }

  private func counts(_ images: LabelledImages) -> [Int] { images.members.map(\.count) }

  @Test func `labels in turn leave all classes`() throws {
    let data = try open((0..<100).map { UInt8($0 % 10) })
    #expect(try counts(data.thinned(to: 10).training) == [Int](repeating: 1, count: 10))
    #expect(try counts(data.thinned(to: 50).training) == [Int](repeating: 5, count: 10))
    #expect(try data.thinned(to: 50).test.count == 100)
    #expect(
      try data.thinned(to: 50).provenance.contains(
        ", 10 classes: 50 of the 100 training images from "))
    #expect(try data.thinned(to: 100).provenance == data.provenance)
  }

  @Test func `any number keeps the shares of all classes that have images`() throws {
    // Class 2 has none.
    let sizes = [60, 3, 0, 12, 1]
    let labels = sizes.indices.flatMap { [UInt8](repeating: UInt8($0), count: sizes[$0]) }
    let data = try open(labels)
    for wanted in 4...76 {
      let thinned = try data.thinned(to: wanted).training
      #expect(thinned.count == wanted)
      #expect(thinned.labels == thinned.labels.sorted(), "the order of the set")
      for (count, size) in zip(counts(thinned), sizes) where size > 0 {
        let share = 1 + Double((size - 1) * (wanted - 4)) / Double(76 - 4)
        #expect(count <= size && abs(Double(count) - share) < 1)
      }
    }
    let half = try data.thinned(to: 38).training
    let kept = try (0..<half.count).map { Int(try half.image(at: $0).pixels[0]) }
    #expect(Set(kept).count == 38)
    let gaps = zip(kept, kept.dropFirst()).prefix { $0.1 < 60 }.map { $1 - $0 }
    #expect(gaps.allSatisfy { (1...3).contains($0) }, "evenly apart: \(gaps)")
  }

  @Test func `fewer images than classes are refused`() throws {
    let data = try open([0, 1, 2, 0, 1, 2])
    let error = #expect(throws: DataError.self) { try data.thinned(to: 2) }
    #expect(
      error?.description == """
        \(folder.path)/train-images-idx3-ubyte: has 3 classes; 2 images are too few, take at least 3
        """)
  }
}
