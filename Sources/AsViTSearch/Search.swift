public import AsViTArchitecture
public import AsViTNumerics
public import AsViTProxies

/// A search for a topology: a deterministic function of space, settings and scores.
///
///     var search = try Search(space: space, settings: settings)
///     for step in journal { try search.replay(step) }
///     while !search.isFinished {
///       journal.append(try search.step { scorer.scores(of: $0, seed: $1) })
///     }
///
/// Every step draws from a seed of its own name, so that redraws in one step leave the others as
/// they are.
///
/// Chen et al., ICLR 2022, Algorithm 1 (arXiv:2202.11921).
public struct Search: Sendable {
  public let space: SearchSpace
  public let settings: SearchSettings
  public private(set) var completedStepCount = 0
  /// Everything scored so far.
  public private(set) var archive = Archive()
  private(set) var controller: any Controller
  private var reward: RecentChange

  /// How many proposals in a row may break the limits before a step gives up.
  static let maxProposalCount = 10_000

  /// A search before its first step.
  ///
  /// - Throws: `SearchError.nothingFits` when no architecture of the space keeps the limits, and what
  ///   an exact search throws.
  public init(space: SearchSpace, settings: SearchSettings) throws(SearchError) {
    self.space = space
    self.settings = settings
    reward = RecentChange(in: settings.objective)
    var rng = SplitMix64(seed: Seed(settings.seed).derived("controller"))
    let warmStart = try settings.warmStart(in: space)
    start = warmStart?.genotype
    controller = try settings.makeController(for: space, start: warmStart, using: &rng)
    guard space.smallestArchitectures.contains(where: settings.limits.admit) else {
      throw .nothingFits(settings.limits, smallest: SmallestCounts(of: space))
    }
  }

  /// How many steps there are.
  public var stepCount: Int { min(settings.stepCount, controller.proposalCount ?? .max) }

  public var isFinished: Bool { completedStepCount >= stepCount }

  /// What an exact search tells beside its steps; nil for other controllers.
  public var exact: ExactFindings? { (controller as? ExactController)?.findings }

  /// The exact optimum at which the policy started; nil where it did not start at one.
  public let start: Genotype?

  /// Everything scored so far, best first.
  public var ranked: [ScoredArchitecture] { archive.ranked(by: settings.objective) }

  /// The distributions that the next proposal comes from; nil for controllers without such.
  public var policy: CategoricalPolicy? { controller.policy }

  /// Makes one step.
  ///
  /// - Parameter scores: called with an architecture not seen before, and with every one when the
  ///   settings say to rescore, and the seed to score it under. When it throws, the search stays
  ///   as it was.
  /// - Throws: `SearchError.tooManyRedraws`, or what `scores` throws.
  @discardableResult
  public mutating func step(
    scoring scores: (Architecture, Seed) throws -> Scores
  ) throws -> SearchStep {
    try complete(proposal(), scoring: scores)
  }

  /// Makes one step with the scores of a recorded one.
  ///
  /// - Returns: the step as it comes out now: equal to the recorded one, unless that was altered.
  /// - Throws: `SearchError.journalMismatch` when this search comes to another genotype,
  ///   `SearchError.journalOutOfOrder` when it is at another step; the search stays as it was.
  @discardableResult
  public mutating func replay(_ recorded: SearchStep) throws(SearchError) -> SearchStep {
    let number = completedStepCount + 1
    guard recorded.number == number else {
      throw .journalOutOfOrder(recorded: recorded.number, expected: number)
    }
    let proposal = try proposal()
    let expected = proposal.architecture.genotype
    guard recorded.genotype == expected else {
      throw .journalMismatch(step: number, recorded: recorded.genotype, expected: expected)
    }
    return complete(proposal) { _, _ in recorded.scores }
  }

  /// What the next step will look at.
  struct Proposal {
    let selection: [Int]
    let architecture: Architecture
    let redrawCount: Int
    /// The controller after proposing.
    let controller: any Controller
  }

  private func proposal() throws(SearchError) -> Proposal {
    try proposal(forStep: completedStepCount + 1, by: controller)
  }

  /// - Parameter controller: before proposing.
  func proposal(
    forStep number: Int, by controller: any Controller
  ) throws(SearchError) -> Proposal {
    var rng = SplitMix64(seed: Seed(settings.seed).derived("controller").derived("step \(number)"))
    var controller = controller
    for redrawCount in 0..<Self.maxProposalCount {
      let selection = controller.propose(using: &rng)
      let architecture = space.architecture(for: selection)
      guard settings.limits.admit(architecture) else { continue }
      return Proposal(
        selection: selection, architecture: architecture, redrawCount: redrawCount,
        controller: controller)
    }
    throw .tooManyRedraws(
      settings.limits, step: number, proposalCount: Self.maxProposalCount,
      smallest: SmallestCounts(of: space))
  }

  /// The seed under which an architecture is scored.
  ///
  /// - Parameter draw: counts from 0.
  func seed(of architecture: Architecture, draw: Int) -> Seed {
    Seed(settings.seed).evaluating(architecture.genotype, draw: draw)
  }

  private mutating func complete(
    _ proposal: Proposal, scoring score: (Architecture, Seed) throws -> Scores
  ) rethrows -> SearchStep {
    let architecture = proposal.architecture
    let (known, number) = (archive[architecture.genotype], completedStepCount + 1)
    let scores: Scores
    let reusesScores = known != nil && !settings.rescores
    if let known, reusesScores {
      scores = known.scores
    } else {
      scores = try score(
        architecture,
        seed(of: architecture, draw: archive.evaluationCount(of: architecture.genotype)))
      archive.record(
        ScoredArchitecture(architecture, scores: scores, firstStep: number),
        selection: proposal.selection)
    }

    let policy = proposal.controller.policy
    let reward = reward.next(after: scores)
    controller = proposal.controller
    controller.observe(Observation(selection: proposal.selection, scores: scores, reward: reward))
    completedStepCount = number
    return SearchStep(
      number: number, genotype: architecture.genotype, scores: scores, reusesScores: reusesScores,
      parameterCount: architecture.parameterCount, macCount: architecture.macCount,
      reward: reward, baseline: controller.baseline, entropy: policy?.entropy,
      probabilities: policy?.probabilities, redrawCount: proposal.redrawCount)
  }
}
