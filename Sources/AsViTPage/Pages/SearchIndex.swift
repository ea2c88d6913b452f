import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

extension ArchitectureIndex {
  /// The architectures that a search looked at, as they were seen, and what it found.
  ///
  /// - Parameter steps: those that the page shows.
  init(ofSearch report: SearchReport, showing steps: [SearchStep], in space: SearchSpace)
    throws(ArchitectureError)
  {
    let (result, settings) = (report.result, report.settings)
    let metrics = [settings.proxies].metrics
    self.init(
      facts: metrics.map(\.title) + ["parameters", "MACs"],
      commands: NextCommands(after: report.command, in: settings.space, space.family).all)
    typealias Seen = (genotype: Genotype, scores: Scores, step: Int?)
    var seen = steps.filter { !$0.reusesScores }.map { step -> Seen in
      (step.genotype, step.scores, step.number)
    }
    for scored in [result.found].compactMap(\.self) + result.best
    where !seen.contains(where: { $0.genotype == scored.genotype }) {
      seen.append((scored.genotype, scored.scores, scored.firstStep))
    }
    let objective = settings.search.objective
    let front = objective.terms.isEmpty ? [] : objective.front(of: seen.map(\.scores))
    let letters = Dictionary(
      front.enumerated().map { ($1, AsViTPage.letter($0)) }, uniquingKeysWith: { first, _ in first }
    )
    for (index, one) in seen.enumerated() {
      let architecture = try space.architecture(for: one.genotype)
      let isFound = one.genotype == result.found?.genotype
      add(
        architecture,
        values: metrics.map { one.scores[$0]?.shown ?? "–" }
          + [architecture.parameterCount.shown, architecture.macCount.shown],
        letter: letters[index], mark: isFound ? "found" : nil, step: one.step)
    }
    policy = result.policy.map(PolicyMoments.init)
  }
}

extension PolicyMoments {
  init(_ policy: PolicyRecord) {
    steps = policy.history.map(\.completedSteps)
    percentages = policy.history.map { moment in
      policy.shownOrder.flatMap { moment.probabilities[$0] }.map { Int(($0 * 100).rounded()) }
    }
  }
}
