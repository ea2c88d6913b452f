public import AsViTArchitecture
public import AsViTProxies

/// An architecture that broke the limit of latency.
public struct TooSlowArchitecture: Hashable, Codable, Sendable {
  public let genotype: Genotype
  public let latency: Measurement
}

extension SearchStep {
  /// What was measured in this step; nil for what was not.
  func latency(of genotype: Genotype) -> Measurement? {
    genotype == self.genotype
      ? scores[Latency.metric] : tooSlow?.first { $0.genotype == genotype }?.latency
  }
}
