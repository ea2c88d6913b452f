public import AsViTArchitecture

/// Trainings that a search has made for it: those of a sample of the space, then round by round those
/// of the designs for which a model of all trainings so far predicts most.
public struct TrainingRounds: Hashable, Codable, Sendable {
  public struct Settings: Hashable, Codable, Sendable {
    /// Architectures in the sample.
    public var sampleCount: Int
    /// Trainings of every architecture of a round, each with a seed of its own.
    public var seedCount: Int
    /// New designs in every round after the sample.
    public var designCount: Int
    /// Seconds of training that the rounds after the sample have to fit in; nil for any number.
    public var seconds: Double?

    public init(sampleCount: Int, seedCount: Int, designCount: Int, seconds: Double? = nil) {
      self.sampleCount = sampleCount
      self.seedCount = seedCount
      self.designCount = designCount
      self.seconds = seconds
    }
  }

  public var settings: Settings
  /// The sample, then the others.
  public internal(set) var rounds: [TrainingRound]

  public init(settings: Settings, rounds: [TrainingRound] = []) {
    self.settings = settings
    self.rounds = rounds
  }
}

/// Architectures that are trained together, each with every seed.
public struct TrainingRound: Hashable, Codable, Sendable {
  /// Of the trainings; no other round has them.
  public let seeds: [UInt64]
  public let members: [ChosenDesign]

  /// The genotypes of its trainings, seed by seed.
  public var genotypes: [Genotype] { seeds.flatMap { _ in members.map(\.genotype) } }
}
