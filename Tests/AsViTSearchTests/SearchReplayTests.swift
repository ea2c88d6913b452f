import AsViTArchitecture
import AsViTProxies
import AsViTSearch
import Foundation
import Testing

/// Resuming from a journal.
@Suite struct SearchReplayTests {
  private let scorer = SyntheticScorer()

  private func recorded(_ settings: SearchSettings) throws -> [SearchStep] {
    var search = try Search(space: .imageNet, settings: settings)
    return try (0..<settings.stepCount).map { _ in try search.step(scoring: scorer.scores) }
  }

  /// Interrupted after 0, 1, 33 and 59 of 60 steps, with the journal written and read as JSON.
  @Test(arguments: ControllerKind.samplers, [0, 1, 33, 59])
  func `a replayed search goes on as if uninterrupted`(
    kind: ControllerKind, interruptedAfter count: Int
  ) throws {
    let settings = SearchSettings(controller: kind, stepCount: 60, seed: 11, rescores: count == 33)
    let whole = try recorded(settings)
    var search = try Search(space: .imageNet, settings: settings)
    for step in whole.prefix(count) {
      let line = try JSONEncoder().encode(step)
      let read = try JSONDecoder().decode(SearchStep.self, from: line)
      #expect(read == step)
      #expect(try search.replay(read) == step)
    }
    let rest = try (count..<60).map { _ in try search.step(scoring: scorer.scores) }
    #expect(rest == Array(whole.dropFirst(count)))
  }

  @Test func `another seed is a mismatch`() throws {
    let steps = try recorded(SearchSettings(stepCount: 1, seed: 1))
    let settings = SearchSettings(stepCount: 1, seed: 2)
    var search = try Search(space: .imageNet, settings: settings)
    let expected = try recorded(settings)[0].genotype
    let error = #expect(throws: SearchError.self) { try search.replay(steps[0]) }
    #expect(
      error == .journalMismatch(step: 1, recorded: steps[0].genotype, expected: expected))
    #expect(
      error?.description
        == """
        step 1 of the journal holds \(steps[0].genotype), but this space, seed and settings lead \
        to \(expected); resume with those the run was started with, or start another run
        """)
    #expect(search.completedStepCount == 0)
  }

  @Test func `missing step is told apart`() throws {
    let settings = SearchSettings(stepCount: 3)
    let steps = try recorded(settings)
    var search = try Search(space: .imageNet, settings: settings)
    try search.replay(steps[0])
    let error = #expect(throws: SearchError.self) { try search.replay(steps[2]) }
    #expect(error == .journalOutOfOrder(recorded: 3, expected: 2))
    #expect(
      error?.description
        == "the journal holds step 3 where step 2 belongs; start another run")
    try search.replay(steps[1])
  }
}
