import AsViTExport
public import AsViTProxies
public import AsViTSearch

/// What `asvit score --json` prints; `docs/score-report.schema.json` describes it.
public struct ScoreReport: Codable, Sendable {
  public let schemaVersion: Int
  public let versions: Versions
  /// The search space; absent for a network with given weights.
  public let space: SpaceRecord?
  /// The file of the weights, as it was named; absent for fresh weights.
  public let weights: String?
  public let seed: UInt64
  public let proxies: ProxySettings
  /// The images of the kernel; absent when no metric needs any.
  public let images: ImagesRecord?
  /// The architectures in the order asked for.
  public let architectures: [ScoredArchitecture]

  public init(
    space: SpaceRecord?, weights: String?, seed: UInt64, proxies: ProxySettings,
    images: ImagesRecord?, architectures: [ScoredArchitecture]
  ) {
    schemaVersion = documentSchemaVersion
    versions = .current
    self.space = space
    self.weights = weights
    self.seed = seed
    self.proxies = proxies
    self.images = images
    self.architectures = architectures
  }
}
