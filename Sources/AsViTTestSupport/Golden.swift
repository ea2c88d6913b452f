import AsViTData
import FoundationEssentials

/// Expected values from independent implementations: one JSON file per case, most with a
/// safetensors file of the same name, in one folder per family.
public enum Golden {
  /// The folder of the families: `ASVIT_GOLDEN`, or the package's `Tests/Golden`.
  public static let root: String =
    ProcessInfo.processInfo.environment["ASVIT_GOLDEN"]
    ?? URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Tests/Golden").standardized.path

  /// Every case of a family, by name.
  ///
  /// - Throws: when there is none, so that no suite passes for want of cases.
  public static func cases(of family: String) throws -> [GoldenCase] {
    let folder = "\(root)/\(family)"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let names = files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    guard !names.isEmpty else { throw GoldenError.noCases(folder: folder) }
    return names.map { GoldenCase(name: $0, folder: folder) }
  }
}

public struct GoldenCase: Sendable, CustomStringConvertible {
  public let name: String
  let folder: String

  public var description: String { name }

  public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(
      type, from: Data(contentsOf: URL(filePath: "\(folder)/\(name).json")))
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
