import AsViTArchitecture
import AsViTProxies

/// A network to which a growth may come, with its scores.
public struct GrowthCandidate: Hashable, Sendable {
  /// The network as it is counted and as it is scored.
  let network: GrownNetwork
  /// The scores of the narrow network; nil when the policy did not look at it.
  public internal(set) var scores: Scores?
  /// The sum of its ranks in the terms of the objective among the candidates of the step, least is
  /// best; nil where nothing is ranked.
  public internal(set) var rankSum: Int?

  init(_ network: GrownNetwork) { self.network = network }

  /// The network that is counted and reported.
  public var architecture: Architecture { network.architecture }
  /// The network that is scored.
  public var narrow: Architecture { network.narrow }
}

/// One finished step of a growth.
public struct GrowthStep: Hashable, Sendable {
  /// Counts from 1.
  public let number: Int
  /// All that kept the limits, in the family's order.
  public let candidates: [GrowthCandidate]
  /// Where the chosen one is in `candidates`.
  public let choice: Int

  public var chosen: GrowthCandidate { candidates[choice] }
}
