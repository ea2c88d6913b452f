public import AsViTArchitecture
import AsViTNumerics
public import AsViTProxies

/// The growth of a topology in depth and width: a deterministic function of family, settings and
/// scores. What a step is, the family says.
///
///     var growth = try Growth(of: family, settings: settings)
///     while let evaluation = growth.next {
///       growth.record(scorer.scores(of: evaluation.architecture, seed: evaluation.seed))
///     }
///
/// Recording the scores of a journal in their order brings a growth to where the journal ends.
///
/// Chen et al., ICLR 2022, Algorithm 2 (arXiv:2202.11921) and the authors' released code.
public struct Growth: EvaluatingMachine {
  public let family: any GrowingFamily
  public private(set) var settings: GrowthSettings
  /// The networks on the path, smallest first: the start and the choice of every step.
  public private(set) var members: [GrownNetwork]
  public private(set) var steps: [GrowthStep] = []
  /// The candidates of the step under way; none when the growth is finished.
  public private(set) var candidates: [GrownNetwork] = []
  /// The candidates that the policy wants scored, and the scores so far.
  private var examined: [Int] = []
  private var scores: [Scores] = []

  /// A growth before its first step.
  ///
  /// - Throws: `ArchitectureError` when the family cannot build the start,
  ///   `SearchError.doesNotGrow`, `SearchError.smallestBreaksLimits` and
  ///   `SearchError.targetOutOfReach`.
  public init(of family: any Family, settings: GrowthSettings) throws {
    guard let family = family.growing else {
      throw SearchError.doesNotGrow(family: type(of: family).word)
    }
    self.family = family
    self.settings = settings
    let bounds = try family.bounds(of: settings.topology)
    members = [bounds.start]
    let possible = bounds.start.architecture.parameterCount...bounds.end.architecture.parameterCount
    for target in settings.reach.targets where !possible.contains(target) {
      throw outOfReach(target, possible: possible)
    }
    let smallest = bounds.start.architecture
    guard settings.limits.admit(smallest) else {
      throw SearchError.smallestBreaksLimits(settings.limits, smallest: smallest)
    }
    prepareStep()
  }

  public var isFinished: Bool { candidates.isEmpty }

  /// The member before the first step.
  public var start: GrownNetwork { members[0] }

  /// The largest member so far.
  public var last: GrownNetwork { members[members.count - 1] }

  /// How many candidates of the step under way are scored, and how many will be.
  public var progress: (scoredCount: Int, totalCount: Int) { (scores.count, examined.count) }

  /// The candidates of the step under way that have no scores yet.
  public func upcoming(_ count: Int) -> [Evaluation] {
    examined.dropFirst(scores.count).prefix(count).map { candidate in
      let architecture = candidates[candidate].narrow
      return Evaluation(
        architecture: architecture, seed: Seed(settings.seed).evaluating(architecture.genotype))
    }
  }

  /// Takes the scores of `next`; with the last of a step, the step is made.
  ///
  /// - Precondition: the growth is not finished.
  public mutating func record(_ scores: Scores) {
    precondition(!isFinished, "scores for a growth that is finished")
    self.scores.append(scores)
    guard self.scores.count == examined.count else { return }
    var scored = candidates.map(ScoredCandidate.init)
    for (index, scores) in zip(examined, self.scores) { scored[index].scores = scores }
    if settings.policy == .asvit {
      for (index, sum) in zip(examined, settings.objective.rankSums(of: self.scores)) {
        scored[index].rankSum = sum
      }
    }
    let choice = examined[settings.objective.best(of: self.scores)]
    steps.append(GrowthStep(number: steps.count + 1, candidates: scored, choice: choice))
    members.append(candidates[choice])
    prepareStep()
  }

  private mutating func prepareStep() {
    candidates = isAtGoal(last) ? [] : successors(of: last)
    scores = []
    examined = Array(candidates.indices)
    switch settings.policy {
    case .random:
      var rng = SplitMix64(
        seed: Seed(settings.seed).derived("growth").derived("step \(steps.count + 1)"))
      examined = examined.randomElement(using: &rng).map { [$0] } ?? []
    case .capacity:
      let sparing = examined.filter { !runsOutOfBlocks(candidates[$0]) }
      if !sparing.isEmpty { examined = sparing }
      let gains = examined.map { capacityGain(of: candidates[$0].architecture) }
      examined = gains.max().flatMap(gains.firstIndex).map { [examined[$0]] } ?? []
    case .asvit, .compound: break
    }
  }

  private func isAtGoal(_ network: GrownNetwork) -> Bool {
    settings.reach.goal.map { network.architecture.parameterCount >= $0 } ?? false
  }

  /// Whether growth from a network by the largest steps ends for want of blocks rather than at the
  /// goal or the limits of size.
  private func runsOutOfBlocks(_ network: GrownNetwork) -> Bool {
    guard settings.maxBlocks != nil else { return false }
    var network = network
    while !isAtGoal(network) {
      let next = successors(of: network).max {
        cost(of: $0.architecture) < cost(of: $1.architecture)
      }
      guard let next else {
        return family.successors(of: network).contains { settings.limits.admit($0.architecture) }
      }
      network = next
    }
    return false
  }

  /// What a growth by capacity pays in: multiply-accumulates where these are limited, or parameters.
  private func cost(of architecture: Architecture) -> Int {
    settings.maxMACs == nil ? architecture.parameterCount : architecture.macCount
  }

  /// Spectral capacity that a successor adds, over the cost that it adds.
  private func capacityGain(of architecture: Architecture) -> Double {
    let present = last.architecture
    return (SpectralCapacity.value(of: architecture) - SpectralCapacity.value(of: present))
      / Double(cost(of: architecture) - cost(of: present))
  }

  /// The candidates of a step that keep the limits.
  private func successors(of network: GrownNetwork) -> [GrownNetwork] {
    let grown =
      switch settings.policy {
      case .asvit, .random, .capacity: family.successors(of: network)
      case .compound:
        [family.uniformSuccessor(of: network, afterSteps: steps.count, from: start)]
          .compactMap(\.self)
      }
    let mostBlocks = settings.maxBlocks.map { max($0, network.blockCount) } ?? .max
    return grown.filter { settings.limits.admit($0.architecture) && $0.blockCount <= mostBlocks }
  }
}

extension GrownNetwork {
  fileprivate var blockCount: Int { architecture.blockWidths.count }
}

extension Growth {
  private func outOfReach(_ target: Int, possible: ClosedRange<Int>) -> SearchError {
    .targetOutOfReach(
      target, possible: possible, maxMACs: settings.maxMACs, maxBlocks: settings.maxBlocks)
  }

  /// The start and the steps of uniform compound scaling to the same sizes.
  public var uniformMembers: [GrownNetwork] {
    var uniform = self
    uniform.settings.policy = .compound
    uniform.members = [start]
    uniform.steps = []
    uniform.prepareStep()
    while !uniform.isFinished { uniform.record(Scores()) }
    return uniform.members
  }

  /// The last member of uniform compound scaling to the same sizes: about what this growth comes
  /// to.
  public var uniformGoal: GrownNetwork { uniformMembers.last ?? start }

  /// The member whose size is nearest to `target`.
  ///
  /// - Parameter allowingAbove: whether it may be larger; of two as near, the smaller.
  /// - Throws: `SearchError.targetOutOfReach` when the target is below the first member or above
  ///   the last.
  public func member(nearest target: Int, allowingAbove: Bool) throws(SearchError) -> Int {
    let counts = members.map(\.architecture.parameterCount)
    let possible = counts[0]...counts[counts.count - 1]
    guard possible.contains(target), let below = counts.lastIndex(where: { $0 <= target }) else {
      throw outOfReach(target, possible: possible)
    }
    guard allowingAbove, below + 1 < counts.count else { return below }
    return counts[below + 1] - target < target - counts[below] ? below + 1 : below
  }
}
