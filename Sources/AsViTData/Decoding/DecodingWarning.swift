/// Something odd about a file that its decoder passed over: the picture is whole.
public struct DecodingWarning: Hashable, Sendable {
  /// The file, as it was named or found.
  public let path: String
  /// The decoder's own words.
  public let reason: String
}

extension [DecodingWarning] {
  /// How many pictures were decoded in spite of a warning, with the first, in one line; nil when
  /// none was.
  public var summary: String? {
    first.map {
      let images = count == 1 ? "1 image" : "\(count) images"
      return "\(images) decoded in spite of a warning, the first \($0.path): \($0.reason)"
    }
  }
}
