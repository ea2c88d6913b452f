public import AsViTArchitecture
public import AsViTProxies
public import AsViTSearch

/// What searches come to that differ in their seeds alone: how far scores and sizes of the topologies found
/// spread, and in which choices these agree.
public struct SeedAgreement: Encodable, Sendable {
  public struct SeedOutcome: Encodable, Sendable {
    public let seed: UInt64
    public let found: ScoredArchitecture
    /// Nats after the last step; absent where no policy is learned.
    public let entropy: Double?
    /// Of the front after the last step; absent where none was searched for.
    public let hypervolume: Double?
  }

  public struct Agreement: Hashable, Encodable, Sendable {
    public let choice: String
    /// What most found topologies have there; of several the first of the space.
    public let option: String
    /// How many have it.
    public let count: Int
    /// How many options the space has.
    public let optionCount: Int
  }

  /// In the order of the seeds.
  public let outcomes: [SeedOutcome]
  /// The terms of the objective for the topologies found, a repeat for each seed.
  public let scores: Scores
  public let parameterCount: Measurement
  public let macCount: Measurement
  public let hypervolume: Measurement?
  /// The choices of the space with more than one option, in its order.
  public let choices: [Agreement]

  /// - Parameter reports: finished searches of one space by one objective, at least one.
  /// - Throws: when the space of a report cannot be read.
  public init(of reports: [SearchReport]) throws(ArchitectureError) {
    var outcomes: [SeedOutcome] = []
    for report in reports {
      guard let found = report.result.found else { continue }
      outcomes.append(
        SeedOutcome(
          seed: report.settings.search.seed, found: found,
          entropy: report.result.policy?.history.last?.entropy,
          hypervolume: report.result.front?.hypervolumes.last))
    }
    func spread(_ values: [Double]) -> Measurement {
      Measurement(repeats: values.map(Outcome.value))
    }
    let found = outcomes.map(\.found)
    var scores = Scores()
    for metric in reports[0].settings.search.objective.metrics {
      scores[metric] = Measurement(repeats: found.map { $0.scores[metric]?.mean ?? .nonFinite })
    }
    let volumes = outcomes.compactMap(\.hypervolume)

    let space = try reports[0].settings.space.space()
    var selections: [[Int]] = []
    for architecture in found {
      selections.append(try space.selection(of: architecture.genotype))
    }
    choices = space.choices.enumerated().filter { $1.options.count > 1 }.map { index, choice in
      let counts = choice.options.indices.map { option in
        selections.count { $0[index] == option }
      }
      let most = counts.max() ?? 0
      return Agreement(
        choice: choice.name, option: choice.labels[counts.firstIndex(of: most) ?? 0], count: most,
        optionCount: choice.options.count)
    }
    self.outcomes = outcomes
    self.scores = scores
    parameterCount = spread(found.map { Double($0.parameterCount) })
    macCount = spread(found.map { Double($0.macCount) })
    hypervolume = volumes.isEmpty ? nil : spread(volumes)
  }

  /// How many different topologies were found.
  public var distinctCount: Int { Set(outcomes.map(\.found.genotype)).count }
}
