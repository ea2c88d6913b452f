import CJPEG
import CPNG
import Testing

@testable import AsViTData

@Suite struct ImageDecodingTests {
  let picture = gradient(width: 40, height: 24)

  private func decode(_ bytes: [UInt8]) throws -> Image8 {
    try Image8(decoding: bytes, path: "x")
  }

  private func problem(with bytes: [UInt8]) -> DataError.Problem? {
    #expect(throws: DataError.self) { try Image8(decoding: bytes, path: "x") }?.problem
  }

  private func largestDifference(_ a: Image8, _ b: Image8) -> Int {
    zip(a.pixels, b.pixels).map { abs(Int($0) - Int($1)) }.max()!
  }

  @Test(arguments: [0, 40])
  func `a JPEG keeps its size, rows and channels`(scannedApart: Int) throws {
    let file = jpeg(
      width: 40, height: 24, samples: picture.pixels,
      scans: scannedApart == 0 ? [] : scans(coefficientCount: scannedApart))
    let image = try decode(file)
    #expect(image.width == 40 && image.height == 24)
    #expect(largestDifference(image, picture) <= 4)
  }

  @Test func `a grey JPEG has three equal channels`() throws {
    let values = (0..<40 * 24).map { UInt8($0 % 40 * 6) }
    let image = try decode(jpeg(width: 40, height: 24, samples: values, space: JCS_GRAYSCALE))
    for (value, start) in zip(values, stride(from: 0, to: image.pixels.count, by: 3)) {
      #expect(abs(Int(image.pixels[start]) - Int(value)) <= 3)
      #expect(Set(image.pixels[start..<start + 3]).count == 1)
    }
  }

  @Test(arguments: [0.3, 0.6, 0.95])
  func `a truncated JPEG is broken`(kept: Double) throws {
    let file = jpeg(width: 40, height: 24, samples: picture.pixels)
    let part = Array(file.prefix(Int(kept * Double(file.count))))
    guard case .broken(format: "JPEG", let reason) = problem(with: part) else {
      Issue.record("decoded, or refused for another reason")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `sizes that a JPEG claims are limited`() throws {
    var file = jpeg(width: 40, height: 24, samples: picture.pixels)
    // The frame header: marker, length, precision, height and width in 16 bits each.
    let frame = try #require(
      file.indices.dropLast().first { file[$0...].starts(with: [255, 0xC0]) })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(
      problem(with: file)
        == .tooManyPixels(width: 65500, height: 65500, limit: 200_000_000))
  }

  @Test func `a PNG is decoded exactly`() throws {
    #expect(try decode(png(width: 40, height: 24, samples: picture.pixels)) == picture)
  }

  @Test func `a grey PNG has three equal channels`() throws {
    let file = png(width: 2, height: 1, samples: [7, 200], format: Int(PNG_FORMAT_GRAY))
    #expect(try decode(file).pixels == [7, 7, 7, 200, 200, 200])
  }

  @Test func `a palette is looked up`() throws {
    let file = png(
      width: 3, height: 1, samples: [1, 0, 1],
      format: Int(PNG_FORMAT_RGB | PNG_FORMAT_FLAG_COLORMAP),
      palette: [1, 2, 3, 250, 0, 9])
    #expect(try decode(file).pixels == [250, 0, 9, 1, 2, 3, 250, 0, 9])
  }

  @Test func `transparency is dropped`() throws {
    let file = png(
      width: 2, height: 1, samples: [10, 20, 30, 255, 10, 20, 30, 0],
      format: Int(PNG_FORMAT_RGB | PNG_FORMAT_FLAG_ALPHA))
    #expect(try decode(file).pixels == [10, 20, 30, 10, 20, 30])
  }

  @Test(arguments: [20, 40, 100])
  func `a truncated PNG is broken`(byteCount: Int) {
    let file = png(width: 40, height: 24, samples: picture.pixels)
    guard case .broken(format: "PNG", let reason) = problem(with: Array(file.prefix(byteCount)))
    else {
      Issue.record("decoded, or refused for another reason")
      return
    }
    #expect(!reason.isEmpty)
  }

  @Test func `a damaged PNG is broken`() {
    var file = png(width: 40, height: 24, samples: picture.pixels)
    file[file.count / 2] ^= 0x55
    guard case .broken(format: "PNG", _) = problem(with: file) else {
      Issue.record("decoded, or refused for another reason")
      return
    }
  }

  @Test(arguments: ["", "just text\n", "\u{89}PNG"]) func `text is no image`(text: String) {
    #expect(problem(with: Array(text.utf8)) == .notAnImage)
  }

  @Test(arguments: [
    ("GIF89a\u{1}", "GIF", "gif"), ("BM\u{36}\0\0\0\0\0\0\0\u{36}", "BMP", "bmp"),
    ("II*\0\u{8}", "TIFF", "tif"), ("MM\0*\0", "TIFF", "tif"),
    ("\0\0\0\u{18}ftypheic", "HEIC", "heic"), ("\0\0\0\u{20}ftypavif", "AVIF", "avif"),
    ("\0\0\0\u{C}jP  \r\n", "JPEG 2000", "jp2"), ("\0\0\0\u{C}JXL \r\n", "JPEG XL", "jxl"),
    ("P6\n1 1", "Netpbm", "ppm"),
  ])
  func `other formats are refused by name`(start: String, name: String, end: String) {
    let problem = problem(with: Array(start.utf8) + [UInt8](repeating: 0, count: 40))
    #expect(
      problem?.description == """
        is \(name == "AVIF" ? "an" : "a") \(name) image, which is not read; convert it to PNG, as ImageMagick does: mogrify \
        -format png *.\(end)
        """)
  }

  @Test(arguments: [
    (
      "version https://git-lfs.github.com/spec/v1\n",
      "is a git-lfs pointer in place of the file; fetch that with 'git lfs pull'"
    ),
    (
      "<!DOCTYPE html><html>",
      "is a web page: what a server sends when the file is not there or a login is needed"
    ),
    ("\u{80}\u{4}\u{95}", "is a Python pickle, not a JPEG, PNG or WebP image"),
  ])
  func `what lies in place of a picture is named`(start: String, message: String) {
    #expect(problem(with: start.unicodeScalars.map { UInt8($0.value) })?.description == message)
  }

  @Test(arguments: ["BMW", "P6x", "PNG", "MMX", "IIIF", "ftypheic"])
  func `what only begins alike is no image`(text: String) {
    #expect(problem(with: Array(text.utf8) + [UInt8](repeating: 65, count: 40)) == .notAnImage)
  }

  @Test func `a JPEG may have 500 scans`() throws {
    let few = jpeg(
      width: 40, height: 24, samples: picture.pixels, scans: scans(coefficientCount: 41))
    #expect(try decode(few).width == 40)
    let many = jpeg(
      width: 40, height: 24, samples: picture.pixels, scans: scans(coefficientCount: 42))
    #expect(
      problem(with: many) == .broken(format: "JPEG", reason: "it has more than 500 scans"))
  }

  @Test func `a JPEG of two components is refused`() throws {
    var file = jpeg(width: 8, height: 8, samples: [UInt8](repeating: 9, count: 192))
    let frame = try #require(
      file.indices.dropLast().first { file[$0...].starts(with: [255, 0xC0]) })
    let scan = try #require(
      file.indices.dropLast().first { file[$0...].starts(with: [255, 0xDA]) })
    file.replaceSubrange(scan + 3..<scan + 5, with: [10, 2])
    file.removeSubrange(scan + 9..<scan + 11)
    file.replaceSubrange(frame + 3..<frame + 4, with: [14])
    file[frame + 9] = 2
    file.removeSubrange(frame + 16..<frame + 19)
    #expect(
      problem(with: file) == .broken(format: "JPEG", reason: "it has 2 colour components"))
  }

  @Test func `a PNG whose data fail their checksum is broken`() throws {
    var file = png(width: 40, height: 24, samples: picture.pixels)
    let end = file.count - 12 - 4 - 1
    file[end] ^= 1
    // The chunk's own checksum stands after it and is not believed either way.
    #expect(
      problem(with: file) == .broken(format: "PNG", reason: "IDAT: incorrect data check"))
  }

  @Test func `a WebP file cannot claim more pixels than its bytes can hold`() {
    // VP8L: a signature, and each side less one in 14 bits.
    let picture: [UInt8] = [0x2F, 0xFF, 0xFF, 0xFF, 0x07, 0, 0, 0, 0, 0]
    let file =
      Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8L".utf8) + [10, 0, 0, 0] + picture
    #expect(
      problem(with: file)
        == .broken(
          format: "WebP", reason: "30 bytes cannot hold the 16384 x 8192 pixels it claims"))
  }

  @Test func `contents decide, not the name`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(png(width: 40, height: 24, samples: picture.pixels), to: "x.jpg")
    #expect(try Image8(contentsOf: path) == picture)
    let text = try folder.write(Array("hello".utf8), to: "text.png")
    let error = #expect(throws: DataError.self) { try Image8(contentsOf: text) }
    #expect(error?.description == "\(text): is not a JPEG, PNG or WebP image")
  }

  @Test func `an empty file is told from a broken one`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "empty.jpg")
    let error = #expect(throws: DataError.self) { try Image8(contentsOf: path) }
    #expect(error?.description == "\(path): is empty (0 bytes)")
  }

  @Test func `a JPEG cannot claim more pixels than its bytes can hold`() throws {
    var file = jpeg(width: 40, height: 24, samples: picture.pixels)
    let frame = try #require(
      file.indices.dropLast().first { file[$0...].starts(with: [255, 0xC0]) })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0x0F, 0, 0x0F, 0])
    let reason = "\(file.count) bytes cannot hold the 3840 x 3840 pixels it claims"
    #expect(problem(with: file) == .broken(format: "JPEG", reason: reason))
  }

  /// A chunk with a checksum of zero, which libpng never comes to look at.
  private func chunk(_ kind: String, length: UInt32, _ contents: [UInt8]) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + Array(kind.utf8) + contents
      + [0, 0, 0, 0]
  }

  @Test func `chunks of a PNG that do not make the picture are left out`() throws {
    let file = png(width: 40, height: 24, samples: picture.pixels)
    let headerEnd = 8 + 25
    let text = chunk("iTXt", length: 3, [1, 2, 3])
    let commented = Array(file[..<headerEnd] + text + file[headerEnd...])
    #expect(pngWithoutUnusedChunks(commented) == pngWithoutUnusedChunks(file))
    #expect(try decode(commented) == picture)
  }

  @Test func `a PNG's chunk that claims more than the file is not passed on`() {
    // libpng 1.6 allocated 1.1 GB for a file of 91 bytes like this one.
    let header = png(width: 40, height: 24, samples: picture.pixels).prefix(8 + 25)
    let file = header + chunk("iTXt", length: 0x4204_0000, [1, 2, 3])
    #expect(pngWithoutUnusedChunks(Array(file)) == Array(header))
    let data = header + chunk("IDAT", length: 0x4204_0000, [1, 2, 3])
    #expect(pngWithoutUnusedChunks(Array(data)) == Array(header))
    #expect(throws: DataError.self) { try decode(Array(file)) }
  }
}
