/// A folder of JPEG, PNG and WebP files, nested as they may be.
///
/// Every file named as pictures are counts as one until it is decoded: `namesImage`.
/// Opening the folder lists it and reads none of its files.
public struct ImageFolder: ImageSource {
  public let path: String
  public let skipped: [DataError]
  public let warnings: [DecodingWarning]
  /// Each folder's entries in the order of their UTF-8 bytes.
  public let files: [String]

  public var count: Int { files.count }
  public var fitting: Fitting { .cropping }

  public func name(at index: Int) -> String { files[index] }

  public func image(at index: Int) throws(DataError) -> Image8 {
    try Image8(contentsOf: files[index])
  }

  public func image(at index: Int, warnings: inout [DecodingWarning]) throws(DataError) -> Image8 {
    try Image8(contentsOf: files[index], warnings: &warnings)
  }
}

extension ImageFolder {
  /// - Throws: `unreadable`, `emptyFolder`.
  public init(path: String) throws(DataError) {
    let listing = try FolderListing(path: path)
    guard !listing.files.isEmpty || !listing.skipped.isEmpty else {
      throw DataError(path: path, problem: .emptyFolder)
    }
    self.init(path: path, skipped: listing.skipped, warnings: [], files: listing.files)
  }
}
