public import AsViTProxies
public import AsViTSearch

/// Everything that the result of a growth depends on.
public struct ScaleRunSettings: Codable, Sendable {
  public let space: SpaceRecord
  public let growth: GrowthSettings
  /// Whether the member for a target may be larger than it.
  public let allowsAbove: Bool
  public let proxies: ProxySettings
  /// The images of the kernel; absent when no metric needs any.
  public let images: ImagesRecord?

  public init(
    space: SpaceRecord, growth: GrowthSettings, allowsAbove: Bool, proxies: ProxySettings,
    images: ImagesRecord?
  ) {
    self.space = space
    self.growth = growth
    self.allowsAbove = allowsAbove
    self.proxies = proxies
    self.images = images
  }
}
