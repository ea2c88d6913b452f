public import AsViTProxies
public import AsViTSearch

/// Everything that the result of a search depends on, beside the latencies that it measures.
public struct SearchRunSettings: Codable, Sendable {
  public let space: SpaceRecord
  public let search: SearchSettings
  public let proxies: ProxySettings
  /// The images of the kernel; absent when no metric needs any.
  public let images: ImagesRecord?
  /// How latencies are measured; absent where they are not.
  public let latency: LatencySettings?

  public init(
    space: SpaceRecord, search: SearchSettings, proxies: ProxySettings, images: ImagesRecord?,
    latency: LatencySettings? = nil
  ) {
    self.space = space
    self.search = search
    self.proxies = proxies
    self.images = images
    self.latency = latency
  }

  /// All that is measured of an architecture, in the order of tables.
  public var metrics: [Metric] {
    proxies.metrics + (search.measuresLatency ? [Latency.metric] : [])
  }
}
