import FoundationEssentials
import Testing

@testable import AsViTData

/// What people pass for a safetensors file.
struct ForeignWeightsTests {
  private func refusal(of bytes: [UInt8]) -> SafeTensorsError? {
    #expect(throws: SafeTensorsError.self) {
      try SafeTensors(bytes: Data(bytes), path: "x.safetensors")
    }
  }

  /// The first bytes of files by torch.save in both of its formats, an archive, a pointer, pages.
  static let files: [(bytes: [UInt8], format: ForeignFormat)] = [
    (zip("archive/data.pkl"), .pytorch), (zip("weights.npy"), .numpy), (zip("a.txt"), .zip),
    (gzip([1, 2, 3]), .compressed),
    ([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19], .pytorch),
    ([0x80, 4, 0x95, 0x1F, 0, 0, 0, 0, 0, 0, 0, 0x7D], .pickle),
    (
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 391048\n".utf8),
      .gitLFSPointer
    ),
    (Array("<!DOCTYPE html><html><body>Log in</body></html>".utf8), .webPage),
    (Array("\u{FEFF}\n  <?xml version=\"1.0\"?><Error>AccessDenied</Error>".utf8), .webPage),
    (Array("Entry not found".utf8), .text("Entry not found")),
    (Array("{\"error\": \"no such revision\"}\n".utf8), .text("{\"error\": \"no such revision\"}")),
    (Array("<html><title>\(String(repeating: "ü", count: 40))".utf8), .webPage),
  ]

  private static func zip(_ name: String) -> [UInt8] {
    Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 22)
      + [UInt8(name.utf8.count), 0, 0, 0] + Array(name.utf8) + [0x80, 2, 0x7D]
  }

  @Test(arguments: files)
  func `files of other formats are told`(bytes: [UInt8], format: ForeignFormat) {
    #expect(refusal(of: bytes) == .foreign(path: "x.safetensors", format))
  }

  @Test(arguments: [
    (
      ForeignFormat.pytorch,
      "a PyTorch pickle; in Python, save it with "
        + "safetensors.torch.save_file(model.state_dict(), path)"
    ),
    (.zip, "a zip archive; unpack it and name what comes out"),
    (
      .numpy,
      "a NumPy file; in Python, save its arrays with safetensors.numpy.save_file(dict(arrays), path)"
    ),
    (.hdf5, "an HDF5 file, not weights"), (.picture(.avif), "an AVIF image, not weights"),
    (.gitLFSPointer, "a git-lfs pointer in place of the file; fetch that with 'git lfs pull'"),
    (.webPage, "a web page: what a server sends when the file is not there or a login is needed"),
    (.text("Entry not found"), "text, not weights: 'Entry not found'"),
  ])
  func `the message says the way out`(format: ForeignFormat, message: String) {
    let error = SafeTensorsError.foreign(path: "x.safetensors", format)
    #expect(error.description == "x.safetensors: this is \(message)")
  }

  /// Lengths of headers whose bytes begin as a pickle or a text does.
  @Test(arguments: [0x280, 0x480, 0x20, 0x3C])
  func `a file that was cut is still that`(length: Int) {
    let whole =
      withUnsafeBytes(of: UInt64(length)) { Array($0) } + Array(#"{"a":{"dtype":"F32""#.utf8)
    for count in [0, 1, 7, 8, 9, whole.count] {
      #expect(
        refusal(of: Array(whole.prefix(count)))
          == .truncated(path: "x.safetensors", byteCount: count))
    }
  }
}
