import AsViTArchitecture

/// What a search will have scored, told ahead as far as it does not depend on what the steps before
/// come to.
public struct SearchForesight: Sendable {
  /// The last step that was looked at.
  private var lastStep = 0
  /// How often each architecture was told.
  private var counts: [Genotype: Int] = [:]

  public init() {}

  /// The evaluations of the next steps that were not told before. Architectures that are known by then
  /// are left out, unless the search rescores. Where latencies are measured nothing is foreseen.
  ///
  /// - Parameter stepCount: how many steps to look ahead.
  public mutating func evaluations(
    of search: Search, inNext stepCount: Int
  ) throws(SearchError) -> [Evaluation] {
    let completed = search.completedStepCount
    let end =
      completed
      + (search.settings.measuresLatency
        ? 0
        : min(stepCount, search.stepCount - completed, search.controller.foreseeableProposalCount))
    lastStep = max(lastStep, completed)
    var evaluations: [Evaluation] = []
    while lastStep < end {
      lastStep += 1
      var draws = search.draws(forStep: lastStep)
      let architecture = try draws.next().architecture
      let count =
        counts[architecture.genotype] ?? search.archive.evaluationCount(of: architecture.genotype)
      guard count == 0 || search.settings.rescores else { continue }
      counts[architecture.genotype] = count + 1
      evaluations.append(
        Evaluation(architecture: architecture, seed: search.seed(of: architecture, draw: count)))
    }
    return evaluations
  }
}
