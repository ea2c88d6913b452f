public import AsViTArchitecture
public import AsViTStatistics

/// Everything an audit depends on besides its space and the scores of proxies.
public struct AuditSettings: Hashable, Codable, Sendable {
  /// The genotype of each row; one may come up several times.
  public var genotypes: [Genotype]
  /// What the architectures came to, a value for each row.
  public var targets: [GenotypeTable.Column]
  /// Scores from elsewhere, a value for each row.
  public var scores: [GenotypeTable.Column]
  /// The standard deviation of a target over trainings of one architecture, where it is known.
  public var noise: Double?
  /// The root of every seed.
  public var seed: UInt64

  public init(
    genotypes: [Genotype], targets: [GenotypeTable.Column],
    scores: [GenotypeTable.Column] = [], noise: Double? = nil, seed: UInt64 = 0
  ) {
    self.genotypes = genotypes
    self.targets = targets
    self.scores = scores
    self.noise = noise
    self.seed = seed
  }
}
