import FoundationEssentials

/// What people take for a safetensors file, as its first bytes tell.
public enum OtherFormat: Hashable, Sendable {
  /// Python's own format, plain or in a zip archive, as `torch.save` writes it.
  case pickle
  case zip
  /// The note that git keeps in place of a large file.
  case gitLFSPointer
  /// HTML or XML, as servers send in place of a file.
  case webPage
  /// Some other text, with its beginning.
  case text(String)

  /// - Parameter bytes: a file that is not a safetensors file.
  init?(of bytes: Data) {
    let first = Array(bytes.prefix(64))
    // Behind the length the header would begin. Fewer bytes tell nothing.
    guard first.count > 8, first[8] != UInt8(ascii: "{") else { return nil }
    if first.starts(with: Array("PK\u{3}\u{4}".utf8)) {
      // The name of the first file follows a header of 30 bytes.
      self = first.ranges(of: Array("data.pkl".utf8)).isEmpty ? .zip : .pickle
    } else if first[0] == 0x80, 2...5 ~= first[1] {
      self = .pickle
    } else if let text = Self.text(first) {
      if text.hasPrefix("version https://git-lfs") {
        self = .gitLFSPointer
      } else {
        self = text.hasPrefix("<") ? .webPage : .text(String(text.prefix { !$0.isNewline }))
      }
    } else {
      return nil
    }
  }

  /// The beginning of a text, from its first character that is no blank; nil when it is none.
  private static func text(_ bytes: [UInt8]) -> Substring? {
    // The last character may be cut.
    let wholes = (0..<4).compactMap { String(validating: bytes.dropLast($0), as: UTF8.self) }
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let text = wholes.first?.drop(while: isBlank), !text.isEmpty,
      text.unicodeScalars.allSatisfy({
        $0.properties.isWhitespace || $0.properties.generalCategory != .control
      })
    else { return nil }
    return text
  }
}

extension OtherFormat: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pickle:
      """
      a PyTorch pickle; in Python, save it with \
      safetensors.torch.save_file(model.state_dict(), path)
      """
    case .zip: "a zip archive; unpack it"
    case .gitLFSPointer: "a git-lfs pointer in place of the file; fetch that with 'git lfs pull'"
    case .webPage:
      """
      a web page, not weights: what a server sends when the file is not there or a login is needed
      """
    case .text(let beginning): "text, not weights: '\(beginning)'"
    }
  }
}
