public import AsViTProxies
public import AsViTSearch

/// Everything that the result of an audit depends on.
public struct AuditRunSettings: Codable, Sendable {
  public let space: SpaceRecord
  /// The table whole, so that a run can be read without its file.
  public let audit: AuditSettings
  public let proxies: ProxySettings
  /// The images of the kernel; absent when no metric needs any.
  public let images: ImagesRecord?

  public init(
    space: SpaceRecord, audit: AuditSettings, proxies: ProxySettings, images: ImagesRecord?
  ) {
    self.space = space
    self.audit = audit
    self.proxies = proxies
    self.images = images
  }
}
