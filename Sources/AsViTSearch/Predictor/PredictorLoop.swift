public import AsViTArchitecture
import AsViTNumerics
import AsViTStatistics

/// Which architectures a search by trainings has trained, and when it stops: a deterministic function of
/// space, settings and what the trainings came to and took.
///
///     var loop = try PredictorLoop(in: space, settings: settings)
///     while let round = try loop.next() {
///       loop.record(values, of: round, seconds: seconds)
///     }
///     settings.trained = loop.table
///
/// First a balanced sample within the limits. Then, round by round, an additive model of all trainings so
/// far is fitted, and the best new designs of the whole space by it are trained with fresh seeds; with
/// the first of them also baselines at the same limits. It ends when the model promises no more than
/// noise beyond the designs that were trained, when nothing is left to train, and when the time is used.
///
/// Predictor-based search: White et al., NeurIPS 2021 (arXiv:2104.01177).
public struct PredictorLoop: Sendable {
  public let space: SearchSpace
  private let settings: SearchSettings
  private let rounds: TrainingRounds.Settings
  /// The trainings so far.
  public private(set) var table: TrainedTable
  /// What they took.
  private var seconds = 0.0

  /// - Parameter settings: whose `trained` has the settings of rounds, the target, and no trainings.
  /// - Throws: `SearchError.nothingFits` when no architecture of the space keeps the limits.
  public init(in space: SearchSpace, settings: SearchSettings) throws(SearchError) {
    guard let table = settings.trained, let rounds = table.rounds else {
      preconditionFailure("a search without rounds of trainings")
    }
    precondition(table.genotypes.isEmpty && rounds.rounds.isEmpty, "there are trainings")
    guard space.smallestArchitectures.contains(where: settings.limits.admit) else {
      throw .nothingFits(settings.limits, smallest: SmallestCounts(of: space))
    }
    self.space = space
    self.settings = settings
    self.rounds = rounds.settings
    self.table = table
  }

  /// How many rounds were trained, the sample included.
  public var roundCount: Int { table.rounds?.rounds.count ?? 0 }

  /// What is to be trained next; nil at the end.
  ///
  /// - Throws: `SearchError.sampleTooLarge`; `.tooFewTrained` and `.doesNotRank` after the sample, and
  ///   what an exact search throws.
  public func next() throws(SearchError) -> TrainingRound? {
    guard roundCount > 0 else { return try sample() }
    let predictor = try table.predictor(in: space, seed: Seed(settings.seed))
    let search = try predictor.search(within: settings.limits, blocks: settings.blocks)
    let trained = Set(
      (table.rounds?.rounds.dropFirst() ?? []).flatMap { $0.members.map(\.genotype) })
    let designs = try search.designs(count: rounds.designCount + trained.count)
    if let measured = predictor.measured(by: search, optimum: designs[0]), !measured.promisesMore {
      return nil
    }
    let new = designs.filter { !trained.contains($0.genotype) }.prefix(rounds.designCount)
    guard !new.isEmpty else { return nil }
    var members = new.map { ChosenDesign(genotype: $0.genotype, origin: .predicted) }
    if roundCount == 1 {
      let baselines = try space.baselines(
        within: settings.limits, blocks: search.blocks, seed: Seed(settings.seed))
      for baseline in baselines where !members.contains(where: { $0.genotype == baseline.genotype })
      {
        members.append(baseline)
      }
    }
    let round = TrainingRound(seeds: seeds, members: members)
    return hasTime(for: round) ? round : nil
  }

  /// Takes what the trainings of `next()` came to.
  ///
  /// - Parameters:
  ///   - values: one for each training, seed by seed; nil for one that diverged.
  ///   - seconds: of all of them.
  public mutating func record(_ values: [Double?], of round: TrainingRound, seconds: Double) {
    precondition(
      values.count == round.genotypes.count,
      "\(values.count) values of \(round.genotypes.count) trainings")
    table.genotypes += round.genotypes
    table.target.values += values
    table.rounds?.rounds.append(round)
    self.seconds += seconds
  }

  private func sample() throws(SearchError) -> TrainingRound {
    let sample = try BalancedSample(
      of: space, count: rounds.sampleCount, within: SizeBand(settings.limits),
      seed: Seed(settings.seed).derived("balanced sample"))
    return TrainingRound(
      seeds: seeds,
      members: sample.architectures.map {
        ChosenDesign(genotype: $0.genotype, origin: .sample)
      })
  }

  /// Those of the next round. A seed of a training has 32 bits.
  private var seeds: [UInt64] {
    (0..<rounds.seedCount).map {
      (settings.seed + UInt64(roundCount * rounds.seedCount + $0)) % (1 << 32)
    }
  }

  /// Whether a round ends in time if each of its trainings takes the mean time of those before.
  private func hasTime(for round: TrainingRound) -> Bool {
    guard let limit = rounds.seconds else { return true }
    let each = seconds / Double(table.genotypes.count)
    return seconds + each * Double(round.genotypes.count) <= limit
  }
}

extension SizeBand {
  /// Sizes from nothing to the limits.
  init(_ limits: SearchLimits) {
    self.init(maxParameters: limits.maxParameters, maxMACs: limits.maxMACs)
  }
}

extension AdditiveModel {
  /// Architectures that a sample of a space has unless told: two for each column that a model of it has,
  /// and at least `leastRows`.
  public static func sampleCount(for space: SearchSpace) -> Int {
    max(
      leastRows,
      2 * (space.choices.reduce(0) { $0 + $1.options.count } + ExactSearch.possibleProxies.count))
  }
}
