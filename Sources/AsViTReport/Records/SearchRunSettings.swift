import AsViTProxies
import AsViTSearch

/// Everything that the result of a search depends on.
public struct SearchRunSettings: Codable, Sendable {
  public let space: SpaceRecord
  public let search: SearchSettings
  public let proxies: ProxySettings
  public let images: ImagesRecord

  public init(
    space: SpaceRecord, search: SearchSettings, proxies: ProxySettings, images: ImagesRecord
  ) {
    self.space = space
    self.search = search
    self.proxies = proxies
    self.images = images
  }
}

/// A search space, whole, so that the run can be repeated without the file.
public struct SpaceRecord: Hashable, Codable, Sendable {
  public let name: String
  /// The YAML file.
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// The images behind the neural tangent kernel.
public struct ImagesRecord: Hashable, Codable, Sendable {
  /// Where they came from, in order.
  public let names: [String]
  /// 64-bit FNV-1a of the normalised pixels, in hexadecimal digits.
  public let digest: String

  public init(names: [String], digest: String) {
    self.names = names
    self.digest = digest
  }
}
