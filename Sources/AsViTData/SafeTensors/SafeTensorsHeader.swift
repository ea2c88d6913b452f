import FoundationEssentials

/// The JSON of a safetensors file: what the writer noted, and where each tensor is.
///
/// Format: https://huggingface.co/docs/safetensors.
struct SafeTensorsHeader {
  /// The format's own limit, in bytes.
  static let byteLimit = 100_000_000
  static let metadataKey = "__metadata__"

  var metadata: [String: String] = [:]
  var tensors: [String: Tensor] = [:]

  struct Tensor: Hashable, Codable {
    let type: String
    let shape: [Int]
    /// First byte and the one behind the last, counted from the end of the header.
    let offsets: [Int]

    enum CodingKeys: String, CodingKey {
      case type = "dtype"
      case shape
      case offsets = "data_offsets"
    }
  }

  enum ElementType: String, CaseIterable {
    case float32 = "F32"
    case float64 = "F64"
    case float16 = "F16"
    case bfloat16 = "BF16"
    case int64 = "I64"
    case uint8 = "U8"

    /// The names of all types, for messages.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

    var byteCount: Int {
      switch self {
      case .float32: 4
      case .float64, .int64: 8
      case .float16, .bfloat16: 2
      case .uint8: 1
      }
    }
  }
}

extension SafeTensorsHeader {
  /// - Throws: the decoder's error, or that two tensors have one name.
  init(json: Data) throws {
    let members = try JSONDecoder().decode([String: Member].self, from: json)
    guard members.count == Self.memberCount(of: json) else { throw RepeatedName() }
    for (name, member) in members {
      switch member {
      case .metadata(let values): metadata = values
      case .tensor(let tensor): tensors[name] = tensor
      }
    }
  }

  /// The JSON, its keys sorted so that equal headers have equal bytes; padded with blanks to a
  /// multiple of 8.
  func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var members = tensors.mapValues(Member.tensor)
    if !metadata.isEmpty { members[Self.metadataKey] = .metadata(metadata) }
    var json = try encoder.encode(members)
    json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: -json.count & 7))
    return json
  }

  struct RepeatedName: Error, CustomStringConvertible {
    var description: String { "two members have one name" }
  }

  /// Of a JSON object, the members that it writes out. The decoder keeps one of those that share
  /// a name.
  private static func memberCount(of json: Data) -> Int {
    var count = 0
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in json {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where isInString: isEscaped = true
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: count += 1
      default: break
      }
    }
    return count
  }

  private enum Member: Codable {
    case metadata([String: String])
    case tensor(Tensor)

    init(from decoder: any Decoder) throws {
      self =
        decoder.codingPath.last?.stringValue == SafeTensorsHeader.metadataKey
        ? .metadata(try [String: String](from: decoder))
        : .tensor(try Tensor(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .metadata(let values): try values.encode(to: encoder)
      case .tensor(let tensor): try tensor.encode(to: encoder)
      }
    }
  }
}
