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
    let first = Array(bytes.prefix(256))
    let text = String(validating: first.prefix(64), as: UTF8.self) ?? ""
    let isArchive = first.starts(with: Array("PK\u{3}\u{4}".utf8))
    if first.count > 8, first[8] == UInt8(ascii: "{") {
      // A header begins here: the file is one that was cut.
      return nil
    } else if isArchive {
      // The name of its first file follows a header of 30 bytes.
      self = first.ranges(of: Array("data.pkl".utf8)).isEmpty ? .zip : .pickle
    } else if first.count > 1, first[0] == 0x80, 2...5 ~= first[1] {
      self = .pickle
    } else if text.hasPrefix("version https://git-lfs") {
      self = .gitLFSPointer
    } else if text.drop(while: \.isWhitespace).hasPrefix("<") {
      self = .webPage
    } else if !text.isEmpty, text.unicodeScalars.allSatisfy({ Self.isPrinted($0) }) {
      self = .text(String(text.prefix { !$0.isNewline }.prefix(40)))
    } else {
      return nil
    }
  }

  private static func isPrinted(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory != .control
  }
}

extension OtherFormat: CustomStringConvertible {
  public var description: String {
    switch self {
    case .pickle:
      "a PyTorch pickle; in Python, save it with safetensors.torch.save_file(model.state_dict(), path)"
    case .zip: "a zip archive; unpack it"
    case .gitLFSPointer: "a git-lfs pointer, not the file it stands for; fetch that with git lfs pull"
    case .webPage:
      "a web page, not weights; servers send one in place of a file that is not there, or wants a login"
    case .text(let beginning): "text, not weights: '\(beginning)'"
    }
  }
}
