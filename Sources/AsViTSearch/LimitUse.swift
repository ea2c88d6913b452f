public import AsViTArchitecture

/// How much of a limit of size what a search found uses.
public struct LimitUse: Hashable, Codable, Sendable {
  public enum Limit: String, Codable, Sendable {
    case parameters, macs
  }

  public let limit: Limit
  /// The limit itself.
  public let most: Int
  /// What was found has so much.
  public let used: Int
  /// The most that any topology of the space has.
  public let greatest: Int

  /// The used part, from 0 to 1.
  public var share: Double { Double(used) / Double(most) }

  /// Whether any topology of the space breaks it.
  public var canBind: Bool { greatest > most }
}

extension SearchLimits {
  /// How much of each limit of size so many parameters and multiply-accumulates use, in a space.
  public func use(byParameters parameters: Int, macs: Int, in space: SearchSpace) -> [LimitUse] {
    guard maxParameters != nil || maxMACs != nil else { return [] }
    let greatest = space.greatestCounts
    return [
      maxParameters.map {
        LimitUse(
          limit: .parameters, most: $0, used: parameters, greatest: greatest.parameters)
      },
      maxMACs.map { LimitUse(limit: .macs, most: $0, used: macs, greatest: greatest.macs) },
    ].compactMap(\.self)
  }
}
