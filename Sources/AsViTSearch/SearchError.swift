import AsViTArchitecture

/// Why a search cannot start or go on. Steps count from 1.
public enum SearchError: Error, Hashable, Sendable {
  /// Even the smallest architecture of the space breaks a limit.
  case nothingFits(SearchLimits, smallest: SmallestArchitectures)
  /// So many proposals in a row broke the limits that the search gave up.
  case tooManyRedraws(
    SearchLimits, step: Int, proposalCount: Int, smallest: SmallestArchitectures)
  /// The journal holds another architecture than space, seed and settings lead to.
  case journalMismatch(step: Int, recorded: Genotype, expected: Genotype)
  /// The journal lacks a step or holds one twice.
  case journalOutOfOrder(recorded: Int, expected: Int)
}

extension SearchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .nothingFits(let limits, let smallest):
      "no architecture of the space has \(limits): \(smallest)"
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
    }
  }
}
