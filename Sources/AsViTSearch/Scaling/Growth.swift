import AsViTArchitecture
import AsViTNumerics
import AsViTProxies

/// The growth of a topology in depth and width: a deterministic function of family, settings and
/// scores.
///
///     var growth = try Growth(of: family, settings: settings)
///     while let evaluation = growth.next {
///       growth.record(scorer.scores(of: evaluation.architecture, seed: evaluation.seed))
///     }
///
/// It starts at hidden size 8 and one block each stage. A step makes one stage a block deeper and
/// the network 5, 10, 15 or 20 % wider. Scores are those of the narrow network, sizes are counted
/// at four times its width. Recording the scores of a journal in their order brings a growth to
/// where the journal ends.
///
/// Chen et al., ICLR 2022, Algorithm 2 (arXiv:2202.11921) and the authors' released code.
public struct Growth: Sendable {
  public let family: AsViTFamily
  public private(set) var settings: GrowthSettings
  /// The member before the first step.
  public let start: GrowthCandidate
  public private(set) var steps: [GrowthStep] = []
  /// Those of the step under way; none when the growth is finished.
  public private(set) var candidates: [GrowthCandidate] = []
  /// The candidates that the policy wants scored, and the scores so far.
  private var examined: [Int] = []
  private var scores: [Scores] = []

  /// A growth before its first step.
  ///
  /// - Throws: `ArchitectureError` when the family cannot build the topology at its least width,
  ///   `SearchError.doesNotGrow`, `SearchError.smallestBreaksLimits` and
  ///   `SearchError.targetOutOfReach`.
  public init(of family: any Family, settings: GrowthSettings) throws {
    guard let family = family as? AsViTFamily else {
      throw SearchError.doesNotGrow(family: type(of: family).word)
    }
    self.family = family
    self.settings = settings
    let topology = try AsViTGenes(settings.topology.description)
    start = try GrowthCandidate(narrow: topology.smallest, in: family)
    let largest = try GrowthCandidate(narrow: topology.largest, in: family)
    let possible = start.architecture.parameterCount...largest.architecture.parameterCount
    for target in settings.reach.targets where !possible.contains(target) {
      throw SearchError.targetOutOfReach(
        target, possible: possible, maxMACs: settings.maxMACs)
    }
    guard settings.limits.admit(start.architecture) else {
      throw SearchError.smallestBreaksLimits(settings.limits, smallest: start.architecture)
    }
    prepareStep()
  }

  public var isFinished: Bool { candidates.isEmpty }

  /// The architectures on the path, smallest first: the start and the choice of every step.
  public var members: [GrowthCandidate] { [start] + steps.map(\.chosen) }

  /// How many candidates of the step under way are scored, and how many will be.
  public var progress: (scoredCount: Int, totalCount: Int) { (scores.count, examined.count) }

  /// What has to be scored next; nil when the growth is finished.
  public var next: Evaluation? {
    guard !isFinished else { return nil }
    let architecture = candidates[examined[scores.count]].narrow
    return Evaluation(
      architecture: architecture, seed: Seed(settings.seed).evaluating(architecture.genotype))
  }

  /// Takes the scores of `next`; with the last of a step, the step is made.
  ///
  /// - Precondition: the growth is not finished.
  public mutating func record(_ scores: Scores) {
    precondition(!isFinished, "scores for a growth that is finished")
    self.scores.append(scores)
    guard self.scores.count == examined.count else { return }
    for (index, scores) in zip(examined, self.scores) { candidates[index].scores = scores }
    if settings.policy == .asvit {
      for (index, sum) in zip(examined, settings.objective.rankSums(of: self.scores)) {
        candidates[index].rankSum = sum
      }
    }
    steps.append(
      GrowthStep(
        number: steps.count + 1, candidates: candidates,
        choice: examined[settings.objective.best(of: self.scores)]))
    prepareStep()
  }

  private mutating func prepareStep() {
    let last = steps.last?.chosen ?? start
    let isAtGoal = settings.reach.goal.map { last.architecture.parameterCount >= $0 } ?? false
    candidates = isAtGoal ? [] : successors(of: last.genes)
    scores = []
    examined = Array(candidates.indices)
    if settings.policy == .random {
      var rng = SplitMix64(
        seed: Seed(settings.seed).derived("growth").derived("step \(steps.count + 1)"))
      examined = examined.randomElement(using: &rng).map { [$0] } ?? []
    }
  }

  /// Those that can be built and keep the limits.
  private func successors(of genes: AsViTGenes) -> [GrowthCandidate] {
    let grown: [AsViTGenes?]
    switch settings.policy {
    case .asvit, .random:
      grown = genes.stages.indices.flatMap { stage in
        genes.widerHiddenSizes.map { genes.grown(stage: stage, hiddenSize: $0) }
      }
    case .compound:
      let count = steps.count
      let width = pow(1.125, count + 1) * Double(start.genes.hiddenSize)
      grown = [
        genes.grown(
          stage: count % genes.stages.count, hiddenSize: Int(width.rounded(.toNearestOrEven)))
      ]
    }
    return grown.compactMap { genes in
      genes.flatMap { try? GrowthCandidate(narrow: $0, in: family) }
    }
    .filter { settings.limits.admit($0.architecture) }
  }
}

private func pow(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { power, _ in power * base }
}

extension Growth {
  /// The start and the steps of uniform compound scaling to the same sizes.
  public var uniformMembers: [GrowthCandidate] {
    var uniform = self
    uniform.settings.policy = .compound
    uniform.steps = []
    uniform.prepareStep()
    while !uniform.isFinished { uniform.record(Scores()) }
    return uniform.members
  }

  /// The last member of uniform compound scaling to the same sizes: about what this growth comes
  /// to.
  public var uniformGoal: GrowthCandidate { uniformMembers.last ?? start }

  /// The member whose size is nearest to `target`.
  ///
  /// - Parameter allowingAbove: whether it may be larger; of two as near, the smaller.
  /// - Throws: `SearchError.targetOutOfReach` when the target is below the first member or above
  ///   the last.
  public func member(
    nearest target: Int, allowingAbove: Bool
  ) throws(SearchError) -> Int {
    let counts = members.map(\.architecture.parameterCount)
    guard let last = counts.last, counts[0] <= target, target <= last else {
      throw .targetOutOfReach(
        target, possible: counts[0]...(counts.last ?? counts[0]), maxMACs: settings.maxMACs)
    }
    let below = counts.lastIndex { $0 <= target }!
    guard allowingAbove, below + 1 < counts.count else { return below }
    return counts[below + 1] - target < target - counts[below] ? below + 1 : below
  }
}
