import AsViTArchitecture
import AsViTProxies
import AsViTSearch

/// What a growth came to: a function of its settings alone.
public struct ScaleResultRecord: Hashable, Codable, Sendable {
  /// For each size asked for, in that order.
  public let targets: [TargetRecord]
  /// The start and what each step chose, smallest first.
  public let path: [MemberRecord]
  public let steps: [GrowthStepRecord]

  /// - Parameter allowsAbove: whether the member for a target may be larger than it.
  public init(_ growth: Growth, allowsAbove: Bool) {
    let path = growth.members.enumerated().map { MemberRecord($1.architecture, step: $0) }
    targets = growth.settings.reach.targets.map { target in
      let index = try? growth.member(nearest: target, allowingAbove: allowsAbove)
      return TargetRecord(parameterCount: target, member: index.map { path[$0] })
    }
    self.path = path
    steps = growth.steps.map(GrowthStepRecord.init)
  }

  /// The members for the sizes asked for, or the whole path when none was; no member twice.
  public var family: [MemberRecord] {
    let wanted = targets.compactMap(\.member)
    var family: [MemberRecord] = []
    for member in wanted.isEmpty ? path : wanted where !family.contains(member) {
      family.append(member)
    }
    return family
  }
}

/// A size that was asked for.
public struct TargetRecord: Hashable, Codable, Sendable {
  public let parameterCount: Int
  /// The member nearest to it; absent when the growth ended below the target.
  public let member: MemberRecord?
}

/// One step of a growth with all its candidates.
public struct GrowthStepRecord: Hashable, Codable, Sendable {
  /// Counts from 1.
  public let number: Int
  public let candidates: [CandidateRecord]
  /// The index of the chosen one among the candidates.
  public let choice: Int

  init(_ step: GrowthStep) {
    number = step.number
    candidates = step.candidates.map(CandidateRecord.init)
    choice = step.choice
  }
}

/// An architecture that a step could have come to.
public struct CandidateRecord: Hashable, Codable, Sendable {
  public let genotype: Genotype
  /// What the metrics are of: the same, in some families narrower.
  public let narrowGenotype: Genotype
  public let parameterCount: Int
  /// Multiply-accumulates for one image.
  public let macCount: Int
  /// Absent when the policy did not look at it.
  public let metrics: Scores?
  /// The sum of its ranks in the terms of the objective among the candidates of the step; absent
  /// where nothing is ranked.
  public let rankSum: Int?

  init(_ candidate: GrowthCandidate) {
    genotype = candidate.architecture.genotype
    narrowGenotype = candidate.narrow.genotype
    parameterCount = candidate.architecture.parameterCount
    macCount = candidate.architecture.macCount
    metrics = candidate.scores
    rankSum = candidate.rankSum
  }
}
