/// Why a safetensors file, or a tensor in it, cannot be used.
public enum SafeTensorsError: Error, Hashable, Sendable {
  case unreadable(path: String, problem: DataError.Problem)
  /// A file of another format.
  case foreign(path: String, ForeignFormat)
  /// The header, by its own length, ends after the file.
  case truncated(path: String, byteCount: Int)
  /// The header is longer than the format allows.
  case headerTooLarge(path: String, byteCount: Int)
  case header(path: String, reason: String)
  case unknownType(path: String, tensor: String, type: String)
  /// The bytes of a tensor lie outside the file, or leave a hole, or overlap another's.
  case offsets(path: String, tensor: String)
  /// The shape does not come to the number of bytes.
  case shape(path: String, tensor: String, shape: [Int])
  /// Bytes at the end of the file that no tensor names.
  case trailingBytes(path: String, byteCount: Int)
  case missing(path: String, tensor: String)
  case type(path: String, tensor: String, found: String, wanted: String)
  /// A finite value above the largest Float, by its place in the row-major tensor.
  case beyondFloat(path: String, tensor: String, index: Int, value: Double)
}

extension SafeTensorsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let path, let problem): "\(path): \(problem)"
    case .foreign(let path, let format): "\(path): this is \(format.inPlaceOfWeights)"
    case .truncated(let path, let byteCount):
      "\(path): \(byteCount) bytes end before the header does; copy the file again"
    case .headerTooLarge(let path, let byteCount):
      """
      \(path): a header of \(byteCount) bytes; the format allows \(SafeTensorsHeader.byteLimit)
      """
    case .header(let path, let reason): "\(path): not a safetensors header: \(reason)"
    case .unknownType(let path, let tensor, let type):
      "\(path): \(tensor): type \(type) is not supported; possible: "
        + SafeTensorsHeader.ElementType.list
    case .offsets(let path, let tensor):
      "\(path): \(tensor): its bytes are outside the file or not in line; copy the file again"
    case .shape(let path, let tensor, let shape):
      "\(path): \(tensor): shape \(shape) does not come to its number of bytes"
    case .trailingBytes(let path, let byteCount):
      "\(path): \(byteCount) bytes at the end belong to no tensor"
    case .missing(let path, let tensor): "\(path): no tensor is named \(tensor)"
    case .type(let path, let tensor, let found, let wanted):
      "\(path): \(tensor): holds \(found), not \(wanted)"
    case .beyondFloat(let path, let tensor, let index, let value):
      "\(path): \(tensor): element \(index) is \(value), beyond the largest Float; clip it"
    }
  }
}
