public import AsViTData
import FoundationEssentials

/// Expected values from independent implementations: one JSON file per case, most with a
/// safetensors file of the same name, in one folder per family.
///
/// Suites with `Golden` in their name read whatever cases are under `root`, told apart by what they
/// hold. What the package's own cases have to cover is said by other suites, with `packageRoot`.
public enum Golden {
  /// The package's `Tests/Golden`.
  public static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Tests/Golden").standardized.path

  /// The folder of the families: `ASVIT_GOLDEN`, or the package's.
  public static let root = ProcessInfo.processInfo.environment["ASVIT_GOLDEN"] ?? packageRoot

  /// Every case of a family, by name.
  ///
  /// - Throws: when there is none, so that no suite passes for want of cases.
  public static func cases(of family: String, under root: String = root) throws -> [GoldenCase] {
    let folder = "\(root)/\(family)"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    guard !names.isEmpty else { throw GoldenError.noCases(folder: folder) }
    return names.map { GoldenCase(name: $0, folder: folder) }
  }

  /// The cases of a family whose file has a key, at its top or in one of its `cases`.
  public static func cases(
    of family: String, having key: String, under root: String = root
  ) throws -> [GoldenCase] {
    try cases(of: family, under: root).filter { try $0.decoded(as: Keys.self).names.contains(key) }
  }

  /// The keys of a document and of the elements of its `cases`.
  private struct Keys: Decodable {
    var names: Set<String>

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      names = Set(container.allKeys.map(\.stringValue))
      let cases = try? container.decode([Keys].self, forKey: Key(stringValue: "cases"))
      for example in cases ?? [] { names.formUnion(example.names) }
    }
  }
}

public struct GoldenCase: Sendable, CustomStringConvertible {
  public let name: String
  let folder: String

  public var description: String { name }

  public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: "\(folder)/\(name).json")))
  }

  public func tensors() throws -> SafeTensors {
    try SafeTensors(contentsOf: "\(folder)/\(name).safetensors")
  }
}

public enum GoldenError: Error, CustomStringConvertible {
  case noCases(folder: String)

  public var description: String {
    switch self {
    case .noCases(let folder):
      "no golden case in \(folder); set ASVIT_GOLDEN to the folder of the families"
    }
  }
}
