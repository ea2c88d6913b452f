import Testing

@testable import AsViTData

@Suite struct CIFARTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8]) throws(DataError) -> any ImageSource {
    let path: String
    do { path = try folder.write(bytes, to: "batch.bin") } catch { fatalError("\(error)") }
    return try openImages(path: path)
  }

  /// One record whose planes are filled with `red`, `green` and `blue`.
  private func record(labels: [UInt8], _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> [UInt8] {
    labels + [red, green, blue].flatMap { [UInt8](repeating: $0, count: 32 * 32) }
  }

  @Test(arguments: [[9], [19, 99]] as [[UInt8]])
  func `planes become pixels`(labels: [UInt8]) throws {
    var second = record(labels: labels, 4, 5, 6)
    second[labels.count + 1] = 200
    second[labels.count + 1024 + 32] = 100
    let source = try open(record(labels: labels, 1, 2, 3) + second)
    #expect(source.count == 2 && source.fitting == .padding)
    let first = try source.image(at: 0)
    #expect(first.width == 32 && first.height == 32)
    #expect(first.pixels == (0..<1024).flatMap { _ in [1, 2, 3] as [UInt8] })
    let image = try source.image(at: 1)
    #expect(Array(image.pixels[..<6]) == [4, 5, 6, 200, 5, 6])
    #expect(Array(image.pixels[96..<99]) == [4, 100, 6])
  }

  @Test func `a record that begins as an IDX file is still a record`() throws {
    var bytes = record(labels: [0], 1, 2, 3)
    bytes.replaceSubrange(0..<4, with: [0, 0, 8, 3])
    #expect(try open(bytes).image(at: 0).pixels[..<6] == [0, 2, 3, 8, 2, 3])
  }

  @Test func `an IDX file as long as a record is still an IDX file`() throws {
    let file = idx(dimensions: [1, 1019, 3], elements: [UInt8](repeating: 5, count: 3057))
    #expect(file.count == 3073)
    #expect(try open(file).image(at: 0).height == 1019)
  }

  @Test(arguments: [3072, 3075, 2 * 3073 - 1])
  func `a wrong length is refused`(byteCount: Int) {
    let error = #expect(throws: DataError.self) {
      try open([UInt8](repeating: 1, count: byteCount))
    }
    #expect(error?.problem == .unknownFormat(byteCount: byteCount))
    #expect(error?.description.contains("\(byteCount) bytes: not all records of 3073 or") == true)
  }

  @Test(arguments: [[10], [20, 0], [0, 100]] as [[UInt8]])
  func `a label that does not exist is refused`(labels: [UInt8]) {
    let bytes = record(labels: labels, 1, 2, 3)
    let error = #expect(throws: DataError.self) { try open(bytes) }
    #expect(error?.problem == .unknownFormat(byteCount: bytes.count))
  }

  @Test func `a single image is not a set of images`() {
    let error = #expect(throws: DataError.self) {
      try open(jpeg(width: 8, height: 8, red: 1, green: 2, blue: 3))
    }
    #expect(error?.problem == .singleImage)
    let unread = #expect(throws: DataError.self) { try open(Array("GIF89a".utf8)) }
    #expect(unread?.problem == .singleImage)
  }
}
