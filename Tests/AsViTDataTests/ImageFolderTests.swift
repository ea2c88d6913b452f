import AsViTNumerics
import FoundationEssentials
import Glibc
import Testing

@testable import AsViTData

@Suite struct ImageFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func picture(_ red: Int) -> [UInt8] {
    jpeg(width: 8, height: 8, red: UInt8(red), green: 0, blue: 0)
  }

  private func batch(_ count: Int, seed: UInt64 = 0) throws(DataError) -> ImageBatch {
    try openImages(path: folder.path).loadBatch(
      count: count, side: 8, normalisation: .imageNet, seed: Seed(seed))
  }

  @Test func `any nesting is listed in the order of its paths`() throws {
    for name in ["b.jpg", "a/z.png", "a/deep/er/1.jpg", "C.jpg", "é.jpg", ".hidden.jpg"] {
      try folder.write([1], to: name)
    }
    let files = try ImageFolder(path: folder.path).files
    let expected = ["C.jpg", "a/deep/er/1.jpg", "a/z.png", "b.jpg", "é.jpg"]
    #expect(files == expected.map { "\(folder.path)/\($0)" })
  }

  @Test func `only files that may be pictures are listed`() throws {
    let pictures = ["1.JPEG", "2.Png", "3.webp", "4.gif", "5.TIF", "6", "7.b.jpg"]
    let others = [
      "1.json", "2.txt", "3.xml", "README.md", "Thumbs.db", "desktop.ini", "a.jpg.part",
    ]
    for name in pictures + others { try folder.write([1], to: "inner.d/\(name)") }
    let files = try ImageFolder(path: folder.path).files
    #expect(files == pictures.map { "\(folder.path)/inner.d/\($0)" })
  }

  @Test func `a folder without pictures is refused`() throws {
    try folder.write(Array("text".utf8), to: "notes.txt")
    #expect(throws: DataError(path: folder.path, problem: .emptyFolder)) {
      try openImages(path: folder.path)
    }
  }

  @Test func `warnings of decoders come with the batch`() throws {
    try folder.write(picture(9), to: "3.jpg")
    #expect(try batch(1).warnings.summary == nil)
    for name in ["1.jpg", "2.jpg"] { try folder.write(jpegWithExtraBytes(), to: name) }
    let batch = try batch(3)
    #expect(batch.skipped.isEmpty)
    let names = batch.warnings.map { $0.path.dropFirst(folder.path.count + 1) }
    #expect(names.sorted() == ["1.jpg", "2.jpg"])
    let first = try #require(batch.warnings.first)
    #expect(
      batch.warnings.summary == """
        2 images decoded in spite of a warning, the first \(first.path): Corrupt JPEG data: 40 \
        extraneous bytes before marker 0xdb
        """)
  }

  @Test func `loops of links end and no folder is entered twice`() throws {
    try folder.write([1], to: "a/1.jpg")
    try folder.link("a/up", to: "..")
    try folder.link("again", to: "a")
    try folder.link("self", to: "self")
    let files = try ImageFolder(path: folder.path).files
    #expect(files == ["a/1.jpg", "self"].map { "\(folder.path)/\($0)" })
  }

  @Test func `an empty folder is refused`() throws {
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/inner", withIntermediateDirectories: false)
    let error = #expect(throws: DataError.self) { try openImages(path: folder.path) }
    #expect(
      error?.description
        == "\(folder.path): holds no images; name a folder with JPEG, PNG or WebP images")
  }

  @Test func `what is not there is refused`() throws {
    let missing = "\(folder.path)/missing"
    let error = #expect(throws: DataError.self) { try openImages(path: missing) }
    #expect(error?.description == "\(missing): cannot be read: No such file or directory")
    let file = try folder.write(picture(1), to: "file.jpg")
    let inside = #expect(throws: DataError.self) { try openImages(path: "\(file)/x") }
    #expect(inside?.problem == .unreadable("Not a directory"))
  }

  @Test(.enabled(if: geteuid() != 0, "root reads every folder"))
  func `an unreadable folder is refused, an unreadable part is listed`() throws {
    try folder.write(picture(1), to: "ok.jpg")
    let closed = "\(folder.path)/closed"
    try folder.write(picture(1), to: "closed/1.jpg")
    chmod(closed, 0)
    defer { chmod(closed, 0o700) }
    #expect(throws: DataError(path: closed, problem: .unreadable("Permission denied"))) {
      try openImages(path: closed)
    }
    #expect(try batch(1).skipped.map(\.path) == [closed])
  }

  @Test func `broken files are skipped with their reasons`() throws {
    let whole = jpeg(width: 64, height: 64, samples: gradient(width: 64, height: 64).pixels)
    for red in 1...3 { try folder.write(picture(40 * red), to: "ok\(red).jpg") }
    let truncated = try folder.write(Array(whole.prefix(whole.count / 2)), to: "half.jpg")
    let empty = try folder.write([], to: "nothing.jpg")
    let text = try folder.write(Array("text".utf8), to: "text.png")
    let pipe = "\(folder.path)/pipe.jpg"
    mkfifo(pipe, 0o600)
    try folder.link("dangling.jpg", to: "nowhere")

    let error = #expect(throws: DataError.self) { try batch(4) }
    guard case .tooFewImages(3, 4, let skipped) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    let problems = Dictionary(uniqueKeysWithValues: skipped.map { ($0.path, $0.problem) })
    #expect(problems.count == 5)
    #expect(problems[empty] == .emptyFile)
    #expect(problems[text] == .notAnImage)
    #expect(problems[pipe] == .notARegularFile)
    #expect(
      problems["\(folder.path)/dangling.jpg"] == .unreadable("No such file or directory"))
    guard case .broken("JPEG", _) = problems[truncated] else {
      Issue.record("\(String(describing: problems[truncated]))")
      return
    }
    let message = try #require(error?.description)
    #expect(message.hasPrefix("\(folder.path): 4 images are needed and 3 can be read; skipped 5:"))
    #expect(message.contains("\n  \(text): is not a JPEG, PNG or WebP image"))
  }

  @Test func `a long list of skipped files is cut`() throws {
    for number in 10..<35 { try folder.write([0], to: "\(number)") }
    let message = try #require(#expect(throws: DataError.self) { try batch(1) }).description
    #expect(message.split(separator: "\n").count == 12)
    #expect(message.hasSuffix("\n  and 15 more"))
  }

  @Test func `a folder of good but too few images says so`() throws {
    try folder.write(picture(1), to: "1.jpg")
    let error = #expect(throws: DataError.self) { try batch(16) }
    #expect(
      error?.description
        == "\(folder.path): 16 images are needed and 1 can be read; add images")
  }

  @Test func `the seed decides which images are taken`() throws {
    for red in 0..<30 { try folder.write(picture(8 * red), to: "\(100 + red).jpg") }
    let first = try batch(5, seed: 1)
    let again = try batch(5, seed: 1)
    #expect(first.names == again.names && first.images == again.images)
    #expect(Set(first.names).count == 5)
    #expect(try batch(5, seed: 2).names != first.names)
    #expect(try Set(batch(30, seed: 1).names) == Set(batch(30, seed: 2).names))
  }

  @Test func `a taken image is the named file`() throws {
    for red in 0..<8 { try folder.write(picture(30 * red), to: "\(30 * red).jpg") }
    let batch = try openImages(path: folder.path).loadBatch(
      count: 8, side: 8, normalisation: Normalisation(mean: .zero, standardDeviation: .one),
      seed: Seed(3))
    for (name, image) in zip(batch.names, batch.images) {
      let red = try #require(Float(name.dropFirst(folder.path.count + 1).dropLast(4)))
      #expect(abs(255 * image.values[0] - red) <= 2)
    }
  }

  @Test func `only what is needed is decoded`() throws {
    for number in 0..<50 { try folder.write(picture(number), to: "\(number).jpg") }
    let source = try ImageFolder(path: folder.path)
    let order = source.drawingOrder(seed: Seed(7))
    for index in order[4...] { try FileManager.default.removeItem(atPath: source.files[index]) }
    let batch = try source.loadBatch(
      count: 4, side: 8, normalisation: .imageNet, seed: Seed(7))
    #expect(batch.skipped.isEmpty)
    #expect(batch.names == order[..<4].map { source.files[$0] })
  }

  @Test func `every order of three is drawn about as often`() throws {
    for name in ["a", "b", "c"] { try folder.write([1], to: name) }
    let source = try ImageFolder(path: folder.path)
    var counts: [[Int]: Int] = [:]
    for seed in 0..<6000 { counts[source.drawingOrder(seed: Seed(UInt64(seed))), default: 0] += 1 }
    #expect(counts.count == 6)
    // Five standard deviations of a binomial around 1000.
    #expect(counts.values.allSatisfy { (856...1144).contains($0) })
  }
}
