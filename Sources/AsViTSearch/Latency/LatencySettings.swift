/// How latencies are measured: by what, of how many images at a time, on how many threads.
public struct LatencySettings: Hashable, Codable, Sendable {
  /// What runs the network.
  public enum Runtime: String, Codable, CaseIterable, Sendable {
    /// asvit's own forward pass.
    case asvit
    /// ONNX Runtime, with the exported model.
    case onnxruntime
  }

  public var runtime: Runtime
  /// Images of a forward pass.
  public var batchSize: Int
  public var threadCount: Int

  public init(runtime: Runtime = .asvit, batchSize: Int = 1, threadCount: Int = 1) {
    self.runtime = runtime
    self.batchSize = batchSize
    self.threadCount = threadCount
  }
}
