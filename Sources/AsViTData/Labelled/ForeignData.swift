extension DataError {
  /// What the file at `path` is instead of images in a format that is read; nil when it may be
  /// these, a single picture, or nothing that is known.
  static func foreignData(at path: String) -> DataError? {
    switch ForeignFormat(ofFileAt: path) {
    case .picture, .text, nil: nil
    case let format?: DataError(path: path, problem: .foreignData(format))
    }
  }
}

extension ForeignFormat {
  /// What the file is and the shortest way from it to what is read, for someone who named it as a
  /// data set.
  var inPlaceOfData: String {
    switch self {
    case .picture, .zip, .tar, .compressed, .gitLFSPointer, .webPage, .text: description
    case .numpy, .pytorch, .hdf5, .matlab: "\(self); \(Self.savingArrays)"
    case .pickle:
      """
      \(self); of CIFAR take the binary version, cifar-10-binary.tar.gz or cifar-100-binary.tar.gz \
      from https://www.cs.toronto.edu/~kriz/cifar.html; otherwise \(Self.savingArrays)
      """
    case .parquet, .arrow:
      """
      \(self); write the bytes of each row's image to a file in a folder for its class, as \
      open(f"set/{row.label}/{i}.png", "wb").write(row.image["bytes"]) does, and name the folder of \
      these
      """
    }
  }

  private static var savingArrays: String {
    """
    save each image as a PNG file in a folder for its class, as \
    PIL.Image.fromarray(x[i]).save(f"set/{y[i]}/{i}.png") does, and name the folder of these
    """
  }
}
