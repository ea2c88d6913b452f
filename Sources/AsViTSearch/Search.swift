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
  /// All that was measured, also of architectures that were too slow.
  private var latencies: [Genotype: Measurement] = [:]

  /// How many proposals in a row may break the limits before a step gives up.
  public static let maxProposalCount = 10_000
  /// How many of them may be measured to be too slow.
  static let maxTooSlowCount = 1000

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
  /// - Parameters:
  ///   - scores: called with an architecture not seen before, and with every one when the settings say
  ///     to rescore, and the seed to score it under. When it throws, the search stays as it was.
  ///   - latency: called before, once for each architecture, where the settings measure latencies.
  /// - Throws: `SearchError.tooManyRedraws`, or what `scores` and `latency` throw.
  @discardableResult
  public mutating func step(
    scoring scores: (Architecture, Seed) throws -> Scores,
    timing latency: (Architecture) throws -> Measurement = Self.unmeasured
  ) throws -> SearchStep {
    try complete(proposal(timing: latency), scoring: scores)
  }

  /// For searches without latencies.
  public static func unmeasured(_ architecture: Architecture) -> Measurement {
    preconditionFailure("a search with latencies needs a way to measure them")
  }

  /// Makes one step with the scores of a recorded one.
  ///
  /// - Returns: the step as it comes out now: equal to the recorded one, unless that was altered.
  /// - Throws: `SearchError.journalMismatch` when this search comes to another genotype,
  ///   `SearchError.journalOutOfOrder` when it is at another step; the search stays as it was.
  @discardableResult
  public mutating func replay(_ recorded: SearchStep) throws -> SearchStep {
    let number = completedStepCount + 1
    guard recorded.number == number else {
      throw SearchError.journalOutOfOrder(recorded: recorded.number, expected: number)
    }
    func mismatch(_ expected: Genotype) -> SearchError {
      .journalMismatch(step: number, recorded: recorded.genotype, expected: expected)
    }
    let proposal = try proposal { architecture in
      guard let latency = recorded.latency(of: architecture.genotype) else {
        throw mismatch(architecture.genotype)
      }
      return latency
    }
    guard recorded.genotype == proposal.architecture.genotype else {
      throw mismatch(proposal.architecture.genotype)
    }
    return complete(proposal) { _, _ in recorded.scores }
  }

  /// What the next step will look at.
  private struct Proposal {
    let draw: Draws.Draw
    /// The draws up to this one.
    let draws: Draws
    /// Nil where none is measured.
    var latency: Measurement?
    var tooSlow: [TooSlowArchitecture] = []

    var architecture: Architecture { draw.architecture }
  }

  /// The first draw of the next step that keeps all limits.
  private func proposal(
    timing time: (Architecture) throws -> Measurement
  ) throws -> Proposal {
    var draws = draws(forStep: completedStepCount + 1)
    guard settings.measuresLatency else {
      return Proposal(draw: try draws.next(), draws: draws)
    }
    var tooSlow: [TooSlowArchitecture] = []
    var known = latencies
    while tooSlow.count < Self.maxTooSlowCount {
      let draw = try draws.next()
      let genotype = draw.architecture.genotype
      let latency = try known[genotype] ?? time(draw.architecture)
      if settings.limits.admit(latency: latency) {
        return Proposal(draw: draw, draws: draws, latency: latency, tooSlow: tooSlow)
      }
      if known.updateValue(latency, forKey: genotype) == nil {
        tooSlow.append(TooSlowArchitecture(genotype: genotype, latency: latency))
      }
    }
    throw draws.tooMany
  }

  /// What was measured before, or is measured now.
  func latency(
    of architecture: Architecture, timing time: (Architecture) throws -> Measurement
  ) rethrows -> Measurement {
    try latencies[architecture.genotype] ?? time(architecture)
  }

  /// The draws of a step that is as far ahead as the controller foresees.
  func draws(forStep number: Int) -> Draws {
    Draws(
      step: number, seed: Seed(settings.seed), controller: controller, space: space,
      limits: settings.limits)
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
    let (architecture, selection) = (proposal.architecture, proposal.draw.selection)
    let (known, number) = (archive[architecture.genotype], completedStepCount + 1)
    var scores: Scores
    let reusesScores = known != nil && !settings.rescores
    if let known, reusesScores {
      scores = known.scores
    } else {
      scores = try score(
        architecture,
        seed(of: architecture, draw: archive.evaluationCount(of: architecture.genotype)))
      if let latency = proposal.latency { scores[Latency.metric] = latency }
      archive.record(
        ScoredArchitecture(architecture, scores: scores, firstStep: number), selection: selection)
    }
    latencies[architecture.genotype] = proposal.latency
    for slow in proposal.tooSlow { latencies[slow.genotype] = slow.latency }

    let reward = reward.next(after: scores)
    controller = proposal.draws.controller
    let policy = controller.policy
    controller.observe(Observation(selection: selection, scores: scores, reward: reward))
    completedStepCount = number
    return SearchStep(
      number: number, genotype: architecture.genotype, scores: scores, reusesScores: reusesScores,
      parameterCount: architecture.parameterCount, macCount: architecture.macCount,
      reward: reward, baseline: controller.baseline, entropy: policy?.entropy,
      probabilities: policy?.probabilities, redrawCount: proposal.draws.redrawCount,
      tooSlow: proposal.tooSlow.isEmpty ? nil : proposal.tooSlow)
  }
}
