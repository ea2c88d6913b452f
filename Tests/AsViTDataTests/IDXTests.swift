import AsViTNumerics
import Testing

@testable import AsViTData

@Suite struct IDXTests {
  let folder: TemporaryFolder
  /// Two pictures, three wide and two high.
  let file = idx(dimensions: [2, 2, 3], elements: Array(10..<22))

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8]) throws(DataError) -> any ImageSource {
    let path: String
    do { path = try folder.write(bytes, to: "images") } catch { fatalError("\(error)") }
    return try openImages(path: path)
  }

  private func problem(with bytes: [UInt8]) -> DataError.Problem? {
    #expect(throws: DataError.self) { try open(bytes) }?.problem
  }

  @Test(arguments: [false, true]) func `plain and gzip hold the same`(compressed: Bool) throws {
    let source = try open(compressed ? gzip(file) : file)
    #expect(source.count == 2 && source.fitting == .padding)
    let second = try source.image(at: 1)
    #expect(second.width == 3 && second.height == 2)
    #expect(second.pixels == (16..<22).flatMap { [UInt8](repeating: $0, count: 3) })
    #expect(source.name(at: 1) == "\(folder.path)/images#1")
  }

  @Test func `a batch of 28 is padded to 32`() throws {
    let source = try open(
      idx(dimensions: [3, 28, 28], elements: [UInt8](repeating: 255, count: 3 * 28 * 28)))
    let batch = try source.loadBatch(
      count: 3, side: 32, normalisation: Normalisation(mean: .zero, standardDeviation: .one),
      seed: Seed(0))
    for image in batch.images {
      #expect(image.width == 32 && image.height == 32)
      #expect(image.values.reduce(0, +) == 3 * 28 * 28)
    }
  }

  @Test func `too few images say how many are needed`() throws {
    let source = try open(file)
    let error = #expect(throws: DataError.self) {
      try source.loadBatch(count: 16, side: 32, normalisation: .imageNet, seed: Seed(0))
    }
    #expect(error?.problem == .tooFewImages(found: 2, needed: 16, skipped: []))
  }

  @Test func `labels are refused by name`() {
    let labels = idx(dimensions: [5], elements: [1, 2, 3, 4, 5])
    #expect(problem(with: labels) == .holdsLabels(count: 5))
    #expect(problem(with: gzip(labels)) == .holdsLabels(count: 5))
    #expect(
      DataError(path: "x", problem: .holdsLabels(count: 5)).description
        == "x: is an IDX file of 5 labels, not of images; name the file of images beside it")
  }

  @Test func `a file that is cut short or too long is refused`() {
    #expect(problem(with: file.dropLast()) == .wrongLength(expected: 28, found: 27))
    #expect(problem(with: file + [0]) == .wrongLength(expected: 28, found: 29))
    #expect(problem(with: Array(file.prefix(9))) == .wrongLength(expected: 16, found: 9))
    #expect(problem(with: gzip(file.dropLast())) == .wrongLength(expected: 28, found: 27))
  }

  @Test func `gzip data that are cut short or damaged are refused`() {
    let whole = gzip(file)
    #expect(problem(with: whole.dropLast(9)) == .brokenGzip("it ends early"))
    var damaged = whole
    damaged[damaged.count - 6] ^= 1
    #expect(problem(with: damaged) == .brokenGzip("incorrect data check"))
  }

  @Test func `gzip data of something else are refused`() {
    #expect(problem(with: gzip(Array("an archive".utf8))) == .notAnIDXFile)
  }

  @Test func `a wrong magic number is an unknown format`() {
    var wrong = file
    wrong[2] = 7
    #expect(problem(with: wrong) == .unknownFormat(byteCount: 28))
    wrong = file
    wrong[0] = 1
    #expect(problem(with: wrong) == .unknownFormat(byteCount: 28))
  }

  @Test func `other element types and shapes are refused`() {
    #expect(
      problem(with: idx(dimensions: [1, 1, 1], elements: [0, 0, 0, 0], type: 0x0D))
        == .unsupportedIDXType(0x0D))
    #expect(
      problem(with: idx(dimensions: [2, 2], elements: [1, 2, 3, 4]))
        == .notImageShaped(dimensions: [2, 2]))
    #expect(
      problem(with: idx(dimensions: [0, 28, 28], elements: []))
        == .holdsNoPixels(dimensions: [0, 28, 28]))
  }

  @Test func `headers that overflow are refused`() {
    let largest = 0xFFFF_FFFF
    let dimensions = [largest, largest, largest]
    #expect(
      problem(with: idx(dimensions: dimensions, elements: [1]))
        == .impossibleSize(dimensions: dimensions))
    #expect(
      problem(with: idx(dimensions: [1, largest, 1], elements: [1]))
        == .wrongLength(expected: 16 + largest, found: 17))
  }

  @Test func `sizes just below what an integer holds are refused`() {
    // Their product is 2⁶³ − 1; the header's length was added to it.
    let dimensions = [7 * 7 * 73 * 127, 337 * 92737, 649_657]
    let problem = DataError.Problem.impossibleSize(dimensions: dimensions)
    #expect(self.problem(with: idx(dimensions: dimensions, elements: [])) == problem)
    #expect(self.problem(with: gzip(idx(dimensions: dimensions, elements: []))) == problem)
  }

  @Test func `a gzip header decides before anything is inflated`() {
    let promising = gzip(idx(dimensions: [1, 1000, 1000], elements: [1]))
    #expect(
      problem(with: promising) == .brokenGzip("it cannot hold the 1000000 bytes of its header"))
    let huge = gzip(idx(dimensions: [1 << 11, 1 << 10, 1 << 10], elements: [1]))
    #expect(problem(with: huge) == .tooLarge(byteCount: 1 << 31, limit: 1 << 30))
  }

  @Test func `what follows in gzip data is counted, not kept`() {
    let bomb = gzip(file + [UInt8](repeating: 0, count: 1 << 20))
    #expect(bomb.count < 1 << 11)
    #expect(problem(with: bomb) == .wrongLength(expected: 28, found: 28 + (1 << 20)))
  }
}
