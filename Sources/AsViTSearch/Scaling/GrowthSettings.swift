public import AsViTArchitecture

/// Everything a growth depends on besides its family and the scores.
public struct GrowthSettings: Hashable, Codable, Sendable {
  /// The topology that grows. What is kept of it, its family says.
  public var topology: Genotype
  public var policy: GrowthPolicy
  /// The root of every seed in the growth.
  public var seed: UInt64
  /// Metrics that the policy `asvit` goes by.
  public var objective: Objective
  /// The sizes that the growth goes to.
  public var reach: GrowthReach
  /// Multiply-accumulates for one image that no member may exceed.
  public var maxMACs: Int?
  /// Steps that make a network deeper go to so many blocks at most; nil for any number.
  public var maxBlocks: Int?

  public init(
    topology: Genotype, policy: GrowthPolicy = .asvit, seed: UInt64 = 0,
    objective: Objective = .paper,
    reach: GrowthReach = .targets([29_000_000, 53_000_000, 88_000_000]), maxMACs: Int? = nil,
    maxBlocks: Int? = nil
  ) {
    self.topology = topology
    self.policy = policy
    self.seed = seed
    self.objective = objective
    self.reach = reach
    self.maxMACs = maxMACs
    self.maxBlocks = maxBlocks
  }

  /// What a candidate may cost.
  public var limits: SearchLimits {
    SearchLimits(maxParameters: reach.maxParameters, maxMACs: maxMACs)
  }
}

/// How a growth takes its steps.
public enum GrowthPolicy: String, Codable, CaseIterable, Sendable {
  /// As-ViT's Algorithm 2: of all candidates the one with the least rank sum.
  case asvit
  /// Uniform compound scaling, as the family does it.
  case compound
  /// One of the same candidates, all equally likely.
  case random
  /// The one of the same candidates that gains most spectral capacity for each parameter it adds; for
  /// each multiply-accumulate where these are limited. Under a limit of blocks it spares as many as
  /// the largest steps need to go on from it to the end.
  case capacity
}

/// How far a growth goes, in parameters.
public enum GrowthReach: Hashable, Sendable {
  /// Growth to the first member that has as many as the largest target. Candidates with more than
  /// 11/8 of it are dropped: the authors stop at 80 M and drop what is above 110 M.
  case targets([Int])
  /// Growth as far as candidates with at most so many go.
  case upTo(Int)

  /// The sizes for which a member is wanted.
  public var targets: [Int] {
    if case .targets(let targets) = self { targets } else { [] }
  }

  /// The size that ends the growth; nil when only the limits do.
  public var goal: Int? { targets.max() }

  /// What a candidate may have.
  public var maxParameters: Int {
    switch self {
    case .targets(let targets): (targets.max() ?? 0) * 11 / 8
    case .upTo(let count): count
    }
  }
}

/// A JSON object with the one key `targets` or `upTo`.
extension GrowthReach: Codable {
  private enum CodingKeys: CodingKey { case targets, upTo }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let targets = try container.decodeIfPresent([Int].self, forKey: .targets) {
      self = .targets(targets)
    } else {
      self = .upTo(try container.decode(Int.self, forKey: .upTo))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .targets(let targets): try container.encode(targets, forKey: .targets)
    case .upTo(let count): try container.encode(count, forKey: .upTo)
    }
  }
}
