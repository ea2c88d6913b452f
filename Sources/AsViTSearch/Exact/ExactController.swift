import AsViTArchitecture
import AsViTProxies

/// Proposes the designs of an exact search, best first.
public struct ExactController: Controller {
  /// What the search tells beside its designs.
  public let findings: ExactFindings
  private let selections: [[Int]]
  private var observationCount = 0

  /// - Parameters:
  ///   - count: how many designs there are at most.
  ///   - basis: what the search goes by.
  /// - Throws: what `ExactSearch.designs(count:)` throws.
  public init(
    _ search: ExactSearch, count: Int, basis: ExactFindings.Basis
  ) throws(SearchError) {
    let designs = try search.designs(count: count)
    findings = ExactFindings(search, designs: designs, basis: basis)
    selections = designs.map(search.selection)
  }

  public var proposalCount: Int? { selections.count }

  public mutating func propose(using rng: inout some RandomNumberGenerator) -> [Int] {
    precondition(observationCount < selections.count, "all \(selections.count) designs were seen")
    return selections[observationCount]
  }

  public mutating func observe(_ observation: Observation) { observationCount += 1 }
}
