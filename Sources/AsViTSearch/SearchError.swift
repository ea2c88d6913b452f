public import AsViTArchitecture
public import AsViTProxies

/// Why a search or a growth cannot start or go on. Steps and evaluations count from 1.
public enum SearchError: Error, Hashable, Sendable {
  /// A space whose smallest architecture breaks a limit.
  case nothingFits(SearchLimits, smallest: SmallestCounts)
  /// A space without an architecture of so many blocks that keeps the limits.
  case nothingFitsBlocks(SearchLimits, ClosedRange<Int>, smallest: SmallestCounts)
  /// No architecture of the sizes that were trained keeps the limits.
  case nothingFitsTrained(SearchLimits, SizeBand)
  /// An objective that is not one sum over layers.
  case noExactSearch(Objective)
  /// A space whose choices act together, so that an exact search would look at too many
  /// architectures.
  case notSeparable(String, count: Double)
  /// So many proposals in a row broke the limits that the search gave up.
  case tooManyRedraws(
    SearchLimits, step: Int, proposalCount: Int, smallest: SmallestCounts)
  /// The journal holds another architecture than space, seed and settings lead to.
  case journalMismatch(step: Int, recorded: Genotype, expected: Genotype)
  /// The journal lacks a step or holds one twice.
  case journalOutOfOrder(recorded: Int, expected: Int)

  /// A metric for comparison only, which no objective can have.
  case noDirection(Metric)
  /// A family that is not grown.
  case doesNotGrow(family: String)
  /// A growth starts with an architecture that breaks a limit.
  case smallestBreaksLimits(SearchLimits, smallest: Architecture)
  /// A number of parameters that no member of a growth has, under limits of multiply-accumulates and
  /// blocks.
  case targetOutOfReach(Int, possible: ClosedRange<Int>, maxMACs: Int?, maxBlocks: Int?)
  /// Fewer architectures are within limits of size than a sample is to have.
  case sampleTooLarge(wanted: Int, available: Int, SizeBand)
  /// A training of an architecture that is not in the space.
  case trainedElsewhere(Genotype, ArchitectureError)
  /// Fewer architectures have a value than a model needs, or all have the same.
  case tooFewTrained(Int, target: String)
  /// Trainings that do not predict one another, by Kendall's τ, and which of them are level; nil where
  /// no architecture was trained twice.
  case doesNotRank(Estimate?, level: LevelArchitectures?)
  /// The journal holds another evaluation than topology, seed and settings lead to; nil when they
  /// lead to none.
  case evaluationMismatch(number: Int, recorded: Genotype, expected: Genotype?)
}

extension SearchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nothingFits(let limits, let smallest):
      "no architecture of the space has \(limits): \(smallest)"
    case .nothingFitsBlocks(let limits, let blocks, let smallest):
      limits == SearchLimits()
        ? "no architecture of the space has \(blocks.lowerBound) to \(blocks.upperBound) blocks"
        : """
        no architecture of the space with \(blocks.lowerBound) to \(blocks.upperBound) blocks has \
        \(limits); with any number of blocks \(smallest)
        """
    case .nothingFitsTrained(let limits, let band):
      """
      no architecture has \(limits) and the sizes of the trained ones, \(band); change the limits, train \
      others, or ask for --extrapolate
      """
    case .noExactSearch(let objective):
      """
      an exact search goes by one metric that is a sum over layers, not by \
      \(objective.metrics.map(\.word).joined(separator: ",")); possible: \
      \(ExactSearch.possibleProxies.map { $0.word }.joined(separator: ", "))
      """
    case .notSeparable(let space, let count):
      """
      the choices of \(space) act together: an exact search would build \(Int(min(count, 1e18))) \
      architectures, at most \(SeparatedSpace.most) are looked at; leave out options, or search by \
      another controller
      """
    case .tooManyRedraws(let limits, let step, let proposalCount, let smallest):
      """
      step \(step): \(proposalCount) proposals in a row broke the limits (\(limits)); raise them. \
      In this space \(smallest)
      """
    case .journalMismatch(let step, let recorded, let expected):
      """
      step \(step) of the journal holds \(recorded), but this space, seed and settings lead to \
      \(expected); resume with those the run was started with, or start another run
      """
    case .journalOutOfOrder(let recorded, let expected):
      "the journal holds step \(recorded) where step \(expected) belongs; start another run"
    case .noDirection(let metric):
      """
      \(metric.word) (\(metric.title)) is for comparison only, neither more nor less of it is \
      better; possible: \(proxies.filter { $0.direction != nil }.map { $0.word }.joined(separator: ", "))
      """
    case .doesNotGrow(let family):
      "scale grows \(growingFamilies.map { $0.word }.joined(separator: " and ")); this is \(family)"
    case .smallestBreaksLimits(let limits, let smallest):
      """
      growth starts at \(smallest.genotype) with \(smallest.parameterCount) parameters and \
      \(smallest.macCount) MACs, which is not within \(limits); raise the limits
      """
    case .targetOutOfReach(let target, let possible, let maxMACs, let maxBlocks):
      """
      a target of \(target) parameters is out of reach: this growth goes from \
      \(possible.lowerBound) to \(possible.upperBound)\
      \(maxMACs.map { " with at most \($0) MACs" } ?? "")\
      \(maxBlocks.map { " in at most \($0) blocks" } ?? ""); choose targets in this range
      """
    case .sampleTooLarge(let wanted, let available, let band):
      """
      a sample of \(wanted) architectures \(band) was asked for, and the draws have \(available); \
      sample fewer, or from a wider range of sizes
      """
    case .trainedElsewhere(let genotype, let error):
      "the table has \(genotype), which is not in the space: \(error)"
    case .tooFewTrained(let count, let target):
      """
      \(count) architectures have a value of \(target); a search by trainings needs \
      \(AdditiveModel.leastRows) that differ in it
      """
    case .doesNotRank(let tau, let level):
      """
      the trainings do not tell which architectures are better: predictions without the row have a \
      tau of \(tau.map(\.description) ?? "none"), not above 0 by its interval, and nothing else is \
      taken in their place; train more architectures, for longer or with more seeds\
      \(level.map { "\n\($0)" } ?? "")
      """
    case .evaluationMismatch(let number, let recorded, let expected):
      """
      evaluation \(number) of the journal is of \(recorded), but this topology, seed and settings \
      lead to \(expected.map { "\($0)" } ?? "none"); resume with those the run was started with, \
      or start another run
      """
    }
  }
}
