import AsViTProxies
import AsViTSearch
import Foundation
import Testing

struct ObjectiveTests {
  private func scores(_ values: [Metric: Double]) -> Scores {
    values.reduce(into: Scores()) { $0[$1.key] = Measurement(repeats: [.value($1.value)]) }
  }

  @Test func `only what nothing beats is on the front`() {
    let objective = Objective([
      .init(ConditionNumber.metric, .lower), .init(LengthDistortion.metric, .higher),
    ])
    let points: [Scores] = [(3, 5), (1, 2), (2, 1), (2, 4), (3, 5), (5, 5), (4, 6)].map {
      .init(length: $1, condition: $0)
    }
    #expect(objective.front(of: points) == [1, 3, 0, 6])
    #expect(objective.front(of: []).isEmpty)
  }

  @Test func `what lacks a value is not on the front`() {
    let failing: Scores = [
      LengthDistortion.metric: Measurement(repeats: [.value(9)]),
      ConditionNumber.metric: Measurement(repeats: [.singular]),
    ]
    #expect(Objective.paper.front(of: [failing, .init(length: 1, condition: 1), Scores()]) == [1])
  }

  /// The third is the best in no term, and beaten by none in all three.
  @Test func `ranks and fronts take any number of terms`() {
    let size = ParameterCount.metric
    let objective = Objective(Objective.paper.terms + [.init(size, .lower)])
    let all = [
      scores([LengthDistortion.metric: 9, ConditionNumber.metric: 5, size: 30]),
      scores([LengthDistortion.metric: 1, ConditionNumber.metric: 9, size: 10]),
      scores([LengthDistortion.metric: 8, ConditionNumber.metric: 6, size: 20]),
      scores([LengthDistortion.metric: 8, ConditionNumber.metric: 7, size: 20]),
    ]
    #expect(objective.rankSums(of: all) == [1 + 1 + 3, 3 + 4 + 1, 2 + 2 + 2, 2 + 3 + 2])
    #expect(objective.front(of: all) == [0, 2, 1])
    #expect(objective.best(of: all) == 0)
  }

  /// By hand: + 3/3.000001 for the size, which grew, and − 10/10.000001 for κ, which grew too.
  @Test func `rewards take any terms`() {
    let size = ParameterCount.metric
    var reward = RecentChange(
      in: Objective([.init(size, .higher), .init(ConditionNumber.metric, .lower)]))
    _ = reward.next(after: scores([size: 4, ConditionNumber.metric: 10]))
    let second = reward.next(after: scores([size: 7, ConditionNumber.metric: 20]))
    #expect(abs(second - (3 / 3.000001 - 10 / 10.000001)) < 1e-14)
  }

  @Test func `a search goes by its objective`() throws {
    let size = ParameterCount.metric
    let settings = SearchSettings(
      controller: .evolution, stepCount: 300,
      objective: Objective([.init(size, .lower)]))
    var search = try Search(space: .imageNet, settings: settings)
    func score(_ count: Int) -> Scores { scores([size: Double(count)]) }
    let steps = try (0..<300).map { _ in
      try search.step { architecture, _ in score(architecture.parameterCount) }
    }
    let found = try search.found { _, _ in Scores() }
    #expect(found.parameterCount == steps.map(\.parameterCount).min())
    let (first, last) = (steps.prefix(50), steps.suffix(50))
    #expect(
      last.reduce(0) { $0 + $1.parameterCount } < first.reduce(0) { $0 + $1.parameterCount } * 3 / 4
    )
  }

  @Test func `what is for comparison only is no objective`() throws {
    #expect(try Objective([LengthDistortion.self, ConditionNumber.self]) == .paper)
    let error = #expect(throws: SearchError.self) {
      try Objective([LengthDistortion.self, GaussMapLength.self])
    }
    #expect(error == .noDirection(GaussMapLength.metric))
    let refusal = """
      gauss (length of the Gauss map) is for comparison only, neither more nor less of it is \
      better; possible: length, kappa, params, macs
      """
    #expect(error?.description.hasPrefix(refusal) == true)
  }

  @Test func `an objective keeps its directions as JSON`() throws {
    let objective = Objective([
      .init(Metric("beauty"), .higher), .init(ConditionNumber.metric, .lower),
    ])
    let json = try JSONEncoder().encode(objective)
    #expect(try JSONDecoder().decode(Objective.self, from: json) == objective)
  }
}
