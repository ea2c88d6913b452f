public import AsViTProxies
public import AsViTSearch

/// Everything that the result of a search depends on.
public struct SearchRunSettings: Codable, Sendable {
  public let space: SpaceRecord
  public let search: SearchSettings
  public let proxies: ProxySettings
  /// The images of the kernel; absent when no metric needs any.
  public let images: ImagesRecord?

  public init(
    space: SpaceRecord, search: SearchSettings, proxies: ProxySettings, images: ImagesRecord?
  ) {
    self.space = space
    self.search = search
    self.proxies = proxies
    self.images = images
  }
}
