import AsViTArchitecture
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import Foundation
import Testing

/// Searches in which latencies are measured.
@Suite struct LatencyLimitTests {
  private let scorer = SyntheticScorer()

  /// Times that differ from one measurement of the same architecture to the next.
  private final class Clock {
    var measured: [Genotype] = []
    let offset: Double

    init(offset: Double = 0) { self.offset = offset }

    func latency(of architecture: Architecture) -> AsViTProxies.Measurement {
      measured.append(architecture.genotype)
      let milliseconds = Double(architecture.macCount) / 1e7 + offset * Double(measured.count)
      return AsViTProxies.Measurement(repeats: [.value(milliseconds), .value(milliseconds)])
    }
  }

  private func settings(_ kind: ControllerKind, maxLatency: Double? = 30) -> SearchSettings {
    SearchSettings(
      controller: kind, stepCount: 60, seed: 4, limits: SearchLimits(maxLatency: maxLatency))
  }

  @Test(arguments: ControllerKind.samplers)
  func `every step keeps the limit, and each architecture is measured once`(
    kind: ControllerKind
  ) throws {
    let clock = Clock()
    var search = try Search(space: .imageNet, settings: settings(kind))
    let steps = try (0..<60).map { _ in
      try search.step(scoring: scorer.scores, timing: clock.latency)
    }
    for step in steps {
      #expect(try #require(step.scores.value(of: Latency.metric)) <= 30)
      for slow in step.tooSlow ?? [] { #expect(try #require(slow.latency.mean.value) > 30) }
      #expect((step.tooSlow?.count ?? 0) <= step.redrawCount)
    }
    #expect(steps.contains { $0.tooSlow != nil })
    #expect(Set(clock.measured).count == clock.measured.count)
    let found = try search.found(scoring: scorer.scores, timing: clock.latency)
    #expect(try #require(found.scores.value(of: Latency.metric)) <= 30)
  }

  @Test(arguments: ControllerKind.samplers, [false, true])
  func `a replayed search measures nothing again and goes on as it did`(
    kind: ControllerKind, rescores: Bool
  ) throws {
    var settings = settings(kind)
    settings.rescores = rescores
    let clock = Clock(offset: 0.01)
    var whole = try Search(space: .imageNet, settings: settings)
    var resumed = whole
    for _ in 0..<40 {
      let step = try whole.step(scoring: scorer.scores, timing: clock.latency)
      let read = try JSONDecoder().decode(
        SearchStep.self, from: try JSONEncoder().encode(step))
      #expect(read == step)
      #expect(try resumed.replay(read) == step)
    }
    // From here on both measure the same, each what it does not know.
    let (first, second) = (Clock(), Clock())
    for _ in 0..<20 {
      #expect(
        try whole.step(scoring: scorer.scores, timing: first.latency)
          == resumed.step(scoring: scorer.scores, timing: second.latency))
    }
    #expect(first.measured == second.measured)
    #expect(Set(first.measured).isDisjoint(with: clock.measured))
  }

  @Test func `a journal without a latency does not replay`() throws {
    var search = try Search(space: .imageNet, settings: settings(.random, maxLatency: 1e9))
    var other = search
    let clock = Clock()
    var step = try search.step(scoring: scorer.scores, timing: clock.latency)
    step = try JSONDecoder().decode(
      SearchStep.self,
      from: Data(
        String(decoding: JSONEncoder().encode(step), as: UTF8.self)
          .replacing("\"latency\"", with: "\"delay\"").utf8))
    #expect(throws: SearchError.self) { try other.replay(step) }
    #expect(other.completedStepCount == 0)
  }

  @Test func `nothing is foreseen where proposals depend on latencies`() throws {
    var foresight = SearchForesight()
    let search = try Search(space: .imageNet, settings: settings(.random))
    #expect(try foresight.evaluations(of: search, inNext: 10).isEmpty)
  }

  @Test func `a limit that nothing keeps ends the search`() throws {
    let clock = Clock()
    var search = try Search(space: .imageNet, settings: settings(.random, maxLatency: 0.001))
    let error = #expect(throws: SearchError.self) {
      try search.step(scoring: scorer.scores, timing: clock.latency)
    }
    #expect(error?.description.contains("at most 0.001 ms of latency") == true)
    #expect(clock.measured.count == 1000)
  }

  @Test func `a front of latencies has them measured without a limit`() throws {
    var settings = settings(.evolution, maxLatency: nil)
    settings.objective = Objective([
      Objective.Term(LengthDistortion.metric, .higher), Objective.Term(Latency.metric, .lower),
    ])
    settings.pareto = true
    let clock = Clock()
    var search = try Search(space: .imageNet, settings: settings)
    for _ in 0..<60 { try search.step(scoring: scorer.scores, timing: clock.latency) }
    #expect(search.ranked.allSatisfy { $0.scores[Latency.metric] != nil })
  }
}
