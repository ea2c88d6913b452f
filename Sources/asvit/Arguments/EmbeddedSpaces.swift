import CEmbedded

/// The search spaces inside the program: the YAML files of `search-spaces`.
enum EmbeddedSpaces {
  /// In alphabetical order.
  static let names = files.map { String(cString: $0.name) }

  /// The YAML of a space; nil where there is none of the name.
  static func text(named name: String) -> String? {
    files.first { String(cString: $0.name) == name }.map { file in
      String(
        decoding: UnsafeBufferPointer(start: file.bytes, count: file.byte_count), as: UTF8.self)
    }
  }

  private static var files: [embedded_file] {
    (0..<embedded_space_count()).map(embedded_space)
  }
}
