/// What is wrong at one place of a space file.
public indirect enum SpaceFault: Hashable, Sendable {
  case notYAML(reason: String)
  case tooLong(byteCount: Int, limit: Int)
  /// Anchors, and so aliases, are not read.
  case anchor
  case wrongKind(found: String, needed: String)
  case unknownKey(String, nearest: String?, possible: [String])
  case missingKey(String)
  case duplicateKeys([String])
  case value(String, possible: String)
  case valueCount(found: Int, needed: String)
  case duplicateOption(Int)
  case tooManyArchitectures
  /// A value with which nothing can be built.
  case shape(ArchitectureError)
}

extension SpaceFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notYAML(let reason): "not YAML: \(reason)"
    case .tooLong(let byteCount, let limit):
      "holds \(byteCount) bytes; at most \(limit) are read"
    case .anchor: "'&' names a value for later use, which is not read; write the value out"
    case .wrongKind(let found, let needed): "\(found) found where \(needed) is needed"
    case .unknownKey(let key, let nearest, let possible):
      "unknown key '\(key)'; " + (nearest.map { "did you mean '\($0)'? " } ?? "")
        + "possible: \(possible.joined(separator: ", "))"
    case .missingKey(let key): "the key '\(key)' is missing"
    case .duplicateKeys(let keys):
      "given more than once: \(keys.joined(separator: ", ")); keep one of each"
    case .value(let found, let possible): "'\(found)' is not possible; possible: \(possible)"
    case .valueCount(let found, let needed): "\(found) values found; needed: \(needed)"
    case .duplicateOption(let value): "\(value) is listed more than once; keep one"
    case .tooManyArchitectures: "offers more than 2⁶³ architectures; leave out options"
    case .shape(let error): error.reason
    }
  }
}
