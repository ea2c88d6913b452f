import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Testing

@Suite struct SearchForesightTests {
  private let scorer = SyntheticScorer()

  /// What a search asks for at each step, and what was told before it.
  private func run(
    _ settings: SearchSettings, lookahead: Int
  ) throws -> (asked: [[Evaluation]], told: [[Evaluation]]) {
    var search = try Search(space: .imageNet, settings: settings)
    var foresight = SearchForesight()
    var (asked, told): ([[Evaluation]], [[Evaluation]]) = ([], [])
    while !search.isFinished {
      told.append(try foresight.evaluations(of: search, inNext: lookahead))
      var evaluations: [Evaluation] = []
      try search.step { architecture, seed in
        evaluations.append(Evaluation(architecture: architecture, seed: seed))
        return scorer.scores(of: architecture, seed: seed)
      }
      asked.append(evaluations)
    }
    return (asked, told)
  }

  @Test(arguments: ControllerKind.allCases.filter { $0 != .exact }, [false, true])
  func `what is told is what the search asks for, once and in order`(
    controller: ControllerKind, rescores: Bool
  ) throws {
    let settings = SearchSettings(
      controller: controller, stepCount: 120, limits: SearchLimits(maxParameters: 10_000_000),
      rescores: rescores)
    let (asked, told) = try run(settings, lookahead: 7)
    #expect(Array(told.joined()) == Array(asked.joined()))
  }

  @Test func `random search tells as far ahead as is wanted, and no further`() throws {
    let told = try run(SearchSettings(controller: .random, stepCount: 20), lookahead: 5).told
    #expect(told.map(\.count) == [5] + Array(repeating: 1, count: 15) + [0, 0, 0, 0])
  }

  @Test func `evolution tells its first population ahead, then a step`() throws {
    let told = try run(SearchSettings(controller: .evolution, stepCount: 60), lookahead: 100).told
    #expect(told[0].count == 50 && told[1..<50].allSatisfy(\.isEmpty))
    #expect(told[50...].allSatisfy { $0.count <= 1 })
  }

  @Test(arguments: [1, 7, 100])
  func `a Pareto search tells a generation ahead at most, once and in order`(
    lookahead: Int
  ) throws {
    let settings = SearchSettings(controller: .evolution, stepCount: 130, pareto: true)
    let (asked, told) = try run(settings, lookahead: lookahead)
    #expect(Array(told.joined()) == Array(asked.joined()))
    #expect(told[0].count == min(lookahead, 40))
  }

  @Test func `REINFORCE tells the samples of a move`() throws {
    let settings = SearchSettings(stepCount: 12, samplesPerStep: 4)
    #expect(
      try run(settings, lookahead: 100).told.map(\.count) == [4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0])
    #expect(try run(SearchSettings(stepCount: 3), lookahead: 9).told.map(\.count) == [1, 1, 1])
  }
}
