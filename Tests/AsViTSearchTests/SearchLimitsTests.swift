import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct SearchLimitsTests {
  private let scorer = SyntheticScorer()

  @Test(arguments: ControllerKind.samplers)
  func `every step and the result keep the limits`(kind: ControllerKind) throws {
    let limits = SearchLimits(maxParameters: 2_600_000, maxMACs: 300_000_000)
    let settings = SearchSettings(controller: kind, stepCount: 150, seed: 1, limits: limits)
    var search = try Search(space: .imageNet, settings: settings)
    let steps = try (0..<150).map { _ in try search.step(scoring: scorer.scores) }
    for step in steps {
      #expect(step.parameterCount <= 2_600_000 && step.macCount <= 300_000_000)
    }
    #expect(steps.contains { $0.redrawCount > 0 })
    let found = try search.found(scoring: scorer.scores)
    #expect(found.parameterCount <= 2_600_000 && found.macCount <= 300_000_000)
  }

  /// A limit just below the most likely options together: the result is the most likely of the
  /// architectures seen, which needs no scoring.
  @Test func `result falls back to the most likely seen`() throws {
    let space = SearchSpace.imageNet
    var settings = SearchSettings(stepCount: 1, seed: 3)
    var free = try Search(space: space, settings: settings)
    try free.step(scoring: scorer.scores)
    let preferred = try free.found(scoring: scorer.scores)
    settings.stepCount = 20
    settings.limits.maxParameters = preferred.parameterCount - 1

    var search = try Search(space: space, settings: settings)
    let steps = try (0..<20).map { _ in try search.step { _, _ in Scores() } }
    let found = try search.found { architecture, _ in
      Issue.record("\(architecture.genotype) scored")
      return Scores()
    }
    let policy = try #require(search.policy)
    let likelihoods = try steps.map {
      policy.logProbability(of: try space.selection(of: $0.genotype))
    }
    let best = try #require(likelihoods.indices.max { likelihoods[$0] < likelihoods[$1] })
    #expect(found.genotype == steps[best].genotype)
  }

  @Test func `limit below the smallest is refused`() throws {
    let limits = SearchLimits(maxParameters: 1000, maxMACs: 2000)
    let error = #expect(throws: SearchError.self) {
      try Search(space: .imageNet, settings: SearchSettings(limits: limits))
    }
    let smallest = try SearchSpace.imageNet.architecture(
      for: Genotype("4,8,2|2,4,2|2,2,2|2,1,2|16"))
    #expect(
      error?.description
        == """
        no architecture of the space has at most 1000 parameters and at most 2000 MACs: the \
        smallest is \(smallest.genotype) with \(smallest.parameterCount) parameters and \
        \(smallest.macCount) MACs
        """)
  }

  @Test func `limit that hardly anything keeps ends with the smallest`() throws {
    let smallest = try #require(SearchSpace.imageNet.smallestArchitectures.first)
    let limits = SearchLimits(maxParameters: smallest.parameterCount)
    var search = try Search(space: .imageNet, settings: SearchSettings(limits: limits))
    let error = #expect(throws: SearchError.self) { try search.step(scoring: scorer.scores) }
    guard case .tooManyRedraws(limits, step: 1, proposalCount: 10_000, let named) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(named.fewestParameters.genotype == smallest.genotype)
    #expect(error?.description.contains("at most \(smallest.parameterCount) parameters") == true)
  }
}
