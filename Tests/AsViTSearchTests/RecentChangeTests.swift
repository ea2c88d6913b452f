import AsViTProxies
import AsViTSearch
import Testing

@Suite struct RecentChangeTests {
  private func rewards(_ samples: [Scores]) -> [Double] {
    var reward = RecentChange(in: .paper)
    return samples.map { reward.next(after: $0) }
  }

  private func length(_ outcome: Outcome) -> Scores {
    [LengthDistortion.metric: Measurement(repeats: [outcome])]
  }

  private func condition(_ outcome: Outcome) -> Scores {
    [ConditionNumber.metric: Measurement(repeats: [outcome])]
  }

  /// By hand, with the 1e-6 of the denominators written out.
  @Test func `the reward is the relative improvement on the sample before`() {
    let rewards = rewards([
      .init(length: 10, condition: 50), .init(length: 30, condition: 40),
      .init(length: 25, condition: 90),
    ])
    #expect(rewards[0] == 0)
    #expect(abs(rewards[1] - (20 / 20.000001 + 10 / 10.000001)) < 1e-14)
    #expect(abs(rewards[2] - (-5 / 20.000001 - 50 / 50.000001)) < 1e-14)
  }

  @Test func `range covers twenty samples`() {
    // 100 comes first: it is in the range of the twentieth sample, not of the next.
    let rewards = rewards([length(.value(100))] + (0...20).map { length(.value(Double($0 % 2))) })
    #expect(abs(rewards[19] - -1 / 100.000001) < 1e-14)
    #expect(abs(rewards[20] - 1 / 1.000001) < 1e-14)
  }

  @Test func `unchanged samples earn nothing`() {
    #expect(rewards(Array(repeating: .init(length: 3, condition: 5), count: 4)) == [0, 0, 0, 0])
  }

  /// The failure counts as the greatest κ of the window, 80, against 20 before and 40 after.
  @Test func `singular kernel counts as the worst in the window`() {
    let rewards = rewards([
      condition(.value(80)), condition(.value(20)), condition(.singular), condition(.value(40)),
    ])
    #expect(abs(rewards[2] - -60 / 60.000001) < 1e-14)
    #expect(abs(rewards[3] - 40 / 60.000001) < 1e-14)
  }

  /// The failure counts as the least L of the window, 2.
  @Test func `a length that is not finite counts as the worst in the window`() {
    let rewards = rewards([length(.value(2)), length(.value(12)), length(.nonFinite)])
    #expect(abs(rewards[2] - -10 / 10.000001) < 1e-14)
  }

  @Test func `failures alone earn nothing`() {
    #expect(rewards([condition(.singular), condition(.nonFinite), Scores()]) == [0, 0, 0])
  }
}
