import AsViTProxies
import AsViTSearch
import Testing

@Suite struct GrowthChoiceTests {
  @Test func `least rank sum wins`() {
    // Rank sums 1 + 3, 2 + 1, 3 + 2.
    #expect(
      Objective.paper.best(of: [
        .init(length: 9, condition: 30), .init(length: 8, condition: 10),
        .init(length: 7, condition: 20),
      ]) == 1)
  }

  /// Rank sums of 3 for both. κ differs by 4/18 of its mean, L^E by 1/8.5 of its own.
  @Test func `condition decides where it differs more`() {
    let scores: [Scores] = [.init(length: 9, condition: 20), .init(length: 8, condition: 16)]
    #expect(Objective.paper.best(of: scores) == 1)
    #expect(Objective.paper.best(of: scores.reversed()) == 0)
  }

  /// More length is better: the smaller value, which the released code takes, would be the other.
  @Test func `length decides where it differs more`() {
    let scores: [Scores] = [.init(length: 9, condition: 20), .init(length: 5, condition: 16)]
    #expect(Objective.paper.best(of: scores) == 0)
    #expect(Objective.paper.best(of: scores.reversed()) == 1)
  }

  /// Four rank sums of 5, where the first two would decide for the first; a fifth is worse.
  @Test func `all equals count`() {
    let scores: [Scores] = [
      .init(length: 7, condition: 20), .init(length: 6, condition: 19),
      .init(length: 8, condition: 21), .init(length: 9, condition: 90),
      .init(length: 5, condition: 91),
    ]
    #expect(Objective.paper.rankSums(of: scores) == [5, 5, 5, 5, 10])
    #expect(Objective.paper.best(of: scores) == 1)
  }

  @Test func `missing values rank worst`() {
    let failing: Scores = [
      LengthDistortion.metric: Measurement(repeats: [.value(100)]),
      ConditionNumber.metric: Measurement(repeats: [.singular]),
    ]
    // Rank sums 1 + 3, 2 + 1, 3 + 2.
    #expect(
      Objective.paper.best(of: [
        failing, .init(length: 2, condition: 50), .init(length: 1, condition: 60),
      ]) == 1)
    // Rank sums 1 + 2 and 2 + 1: κ has one value, so its range is none and the length decides.
    #expect(Objective.paper.best(of: [.init(length: 1, condition: 50), failing]) == 1)
    #expect(Objective.paper.best(of: [Scores(), Scores()]) == 0)
  }

  @Test func `what is equal in everything goes to the first`() {
    #expect(
      Objective.paper.best(of: Array(repeating: .init(length: 1, condition: 2), count: 3)) == 0)
  }
}
