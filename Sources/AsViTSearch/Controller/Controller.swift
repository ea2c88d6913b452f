public import AsViTProxies

/// Proposes selections and learns from their rewards.
///
/// A selection holds the index of one option for each choice of the search space. Proposals may be
/// asked for several times before one of them is observed: those that break a limit are redrawn.
public protocol Controller: Sendable {
  /// The selection to look at next.
  mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int]

  /// Learns what a proposed selection came to.
  mutating func observe(_ observation: Observation)

  // Nil, or 1, unless a controller says otherwise.

  /// How many proposals there are; nil without an end.
  var proposalCount: Int? { get }

  /// How many of the next proposals do not depend on what those before them come to.
  var foreseeableProposalCount: Int { get }

  /// The distributions that proposals come from; nil when they are not independent.
  var policy: CategoricalPolicy? { get }

  /// What rewards are compared with, after the last observation; nil without such a value.
  var baseline: Double? { get }

  /// The selection that the controller has come to prefer; nil when that is simply the best seen.
  var preferredSelection: [Int]? { get }
}

extension Controller {
  public var proposalCount: Int? { nil }
  public var foreseeableProposalCount: Int { 1 }
  public var policy: CategoricalPolicy? { nil }
  public var baseline: Double? { nil }
  public var preferredSelection: [Int]? { nil }
}

/// A selection with its scores and the reward made from them.
public struct Observation: Hashable, Sendable {
  public let selection: [Int]
  public let scores: Scores
  public let reward: Double

  public init(selection: [Int], scores: Scores, reward: Double) {
    self.selection = selection
    self.scores = scores
    self.reward = reward
  }
}
