public import AsViTArchitecture
import AsViTExport
public import AsViTProxies
public import AsViTSearch

/// What `asvit latency --json` prints; `docs/latency-report.schema.json` describes it.
public struct LatencyReport: Codable, Sendable {
  public struct TimedArchitecture: Codable, Sendable {
    public let genotype: Genotype
    public let parameterCount: Int
    /// Multiply-accumulates for one image.
    public let macCount: Int
    /// Milliseconds of a forward pass.
    public let latency: Measurement

    public init(_ architecture: Architecture, latency: Measurement) {
      genotype = architecture.genotype
      parameterCount = architecture.parameterCount
      macCount = architecture.macCount
      self.latency = latency
    }
  }

  public let schemaVersion: Int
  public let versions: Versions
  public let machine: Machine
  public let space: SpaceRecord
  public let settings: LatencySettings
  /// What ran the networks, with its version.
  public let runtime: String
  /// What latencies are counted in.
  public let reference: LatencyReference
  /// In the order asked for.
  public let architectures: [TimedArchitecture]

  public init(
    space: SpaceRecord, settings: LatencySettings, runtime: String, reference: LatencyReference,
    architectures: [TimedArchitecture]
  ) {
    schemaVersion = documentSchemaVersion
    versions = .current
    machine = .current(threads: settings.threadCount)
    self.space = space
    self.settings = settings
    self.runtime = runtime
    self.reference = reference
    self.architectures = architectures
  }
}
