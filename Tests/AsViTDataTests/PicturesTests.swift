import FoundationEssentials
import Testing

@testable import AsViTData

/// Files of every kind against the pixels that Pillow reads from them. The pictures are made by
/// Scripts/reference/pictures.py.
@Suite struct PicturesTests {
  struct Picture: CustomTestStringConvertible, Sendable {
    let name: String
    let file: [UInt8]
    let expected: Image8
    let warns: Bool

    var testDescription: String { name }
  }

  private static func pictures(_ format: String) throws -> [Picture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pictures")
    let tensors = try SafeTensors(contentsOf: folder.appending(path: "\(format).safetensors").path)
    let warned = (tensors.metadata["warned"] ?? "").split(separator: " ")
    return try tensors.names.filter { $0.hasSuffix(".file") }.map { tensor in
      let name = String(tensor.dropLast(".file".count))
      let shape = try tensors.shape(of: "\(name).pixels")
      return Picture(
        name: name, file: try tensors.values(of: tensor),
        expected: Image8(
          width: shape[1], height: shape[0], pixels: try tensors.values(of: "\(name).pixels")),
        warns: warned.contains { $0 == name })
    }
  }

  private func check(_ picture: Picture) throws {
    var warnings: [DecodingWarning] = []
    let image = try Image8(decoding: picture.file, path: picture.name, warnings: &warnings)
    #expect(image == picture.expected)
    #expect(warnings.count == (picture.warns ? 1 : 0), "\(warnings)")
  }

  @Test(arguments: try pictures("png"))
  func `a PNG has Pillow's pixels`(picture: Picture) throws { try check(picture) }

  @Test(arguments: try pictures("jpeg"))
  func `a JPEG has Pillow's pixels`(picture: Picture) throws { try check(picture) }

  @Test(arguments: try pictures("webp"))
  func `a WebP file has Pillow's pixels`(picture: Picture) throws { try check(picture) }

  @Test(arguments: ["png", "jpeg", "webp"])
  func `a file that ends early is broken`(format: String) throws {
    for picture in try Self.pictures(format) {
      let part = Array(picture.file.prefix(picture.file.count / 2))
      let error = #expect(throws: DataError.self, "\(picture.name)") {
        try Image8(decoding: part, path: "x")
      }
      guard case .broken? = error?.problem else {
        Issue.record("\(picture.name): \(String(describing: error))")
        continue
      }
    }
  }
}
