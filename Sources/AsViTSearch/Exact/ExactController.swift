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
    self.init(search, designs: try search.designs(count: count), basis: basis)
  }

  /// Goes by trainings: where rounds of them measured designs, the best of these and those level with it
  /// are before those for which most is predicted.
  ///
  /// - Throws: what `ExactSearch.designs(count:)` throws.
  init(_ search: ExactSearch, count: Int, by predictor: Predictor) throws(SearchError) {
    var designs = try search.designs(count: count)
    var findings = predictor.findings
    findings.measured = predictor.measured(by: search, optimum: designs[0])
    let level = (findings.measured?.level ?? []).map(\.genotype)
    designs = level.map(search.design) + designs.filter { !level.contains($0.genotype) }
    self.init(search, designs: Array(designs.prefix(count)), basis: .trainings(findings))
  }

  private init(_ search: ExactSearch, designs: [Design], basis: ExactFindings.Basis) {
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
