extension ForeignFormat {
  /// The format of a file that was named as a picture; nil when no more is known than that it is
  /// none that is read.
  static func ofPicture(_ bytes: [UInt8]) -> ForeignFormat? {
    switch ForeignFormat(bytes) {
    case .text: nil
    case let format: format
    }
  }

  /// What the file is, for someone who named it as a picture.
  var inPlaceOfPicture: String {
    switch self {
    case .picture(let format):
      """
      \(self), which is not read; convert it to PNG, as ImageMagick does: mogrify -format png \
      *.\(format.fileExtension)
      """
    case .zip, .tar, .compressed, .gitLFSPointer, .webPage: description
    case .numpy, .pytorch, .pickle, .parquet, .arrow, .hdf5, .matlab, .text:
      "\(self), not a JPEG, PNG or WebP image"
    }
  }
}
