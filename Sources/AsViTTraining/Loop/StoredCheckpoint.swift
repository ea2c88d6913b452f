import AsViTData

/// A checkpoint as a file, or as the bytes of one that another process read.
public enum StoredCheckpoint: Sendable {
  case file(at: String)
  /// The path is for messages.
  case bytes([UInt8], path: String)

  var path: String {
    switch self {
    case .file(let path), .bytes(_, let path): path
    }
  }

  func tensors() throws(SafeTensorsError) -> SafeTensors {
    switch self {
    case .file(let path): try SafeTensors(contentsOf: path)
    case .bytes(let bytes, let path): try SafeTensors(bytes, path: path)
    }
  }
}
