import AsViTArchitecture
import FoundationEssentials

/// A case of the folder `proxies`; `Tests/Golden/proxies/README.md` describes the values.
public struct ProxyCase: Sendable, CustomStringConvertible {
  public let name: String
  /// The network with its weights and images.
  public let network: any NetworkCase
  /// The class of each image.
  public let labels: [Int]
  /// The channels that MeCo correlates after each residual addition, by branch.
  public let channels: [String: [Int]]
  /// Values by the words of their proxies.
  public let expected: [String: Double]
  private let float32Error: [String: Double]

  public var description: String { name }

  /// Every case under `root`; the package's when the folder of all families knows none.
  public static func all(under root: String = Golden.root) throws -> [ProxyCase] {
    guard FileManager.default.fileExists(atPath: "\(root)/proxies") || root == Golden.packageRoot
    else { return try all(under: Golden.packageRoot) }
    let networks =
      try AsViTCase.all(under: root) as [any NetworkCase] + FamilyCase.all(under: root)
    return try Golden.cases(of: "proxies", under: root).map { try ProxyCase($0, of: networks) }
  }

  /// Twenty times PyTorch's own float32 error, and never below 1e-5.
  public func tolerance(for word: String) -> Double { max(1e-5, 20 * (float32Error[word] ?? 0)) }
}

extension ProxyCase {
  private struct Record: Decodable {
    let name, network: String
    let labels: [Int]
    let channels: [[Int]]
    let expected, float32Error: [String: Double]

    enum CodingKeys: String, CodingKey {
      case name, network, labels, channels, expected
      case float32Error = "pytorch_float32_relative_error"
    }
  }

  /// A network or as many residual layers as there are lists of channels that are not there.
  private struct Mismatch: Error {
    let network: String
  }

  private init(_ golden: GoldenCase, of networks: [any NetworkCase]) throws {
    let record = try golden.decoded(as: Record.self)
    guard let network = networks.first(where: { record.network.hasSuffix("/\($0.name)") }) else {
      throw Mismatch(network: record.network)
    }
    let branches = try network.architecture().trunk.compactMap(\.branch)
    guard branches.count == record.channels.count else { throw Mismatch(network: record.network) }
    name = record.name
    self.network = network
    labels = record.labels
    channels = Dictionary(uniqueKeysWithValues: zip(branches, record.channels))
    expected = record.expected
    float32Error = record.float32Error
  }
}
