import AsViTProxies
import AsViTSearch
import Testing

@Suite struct RankSumTests {
  @Test func `equal values share a rank`() {
    #expect(denseRanks(of: [3, 1, 3, 2], by: <) == [3, 1, 3, 2])
    #expect(denseRanks(of: [3, 1, 3, 2], by: >) == [1, 3, 1, 2])
  }

  @Test func `missing values rank last`() {
    #expect(denseRanks(of: [nil, 5, nil, 4], by: <) == [3, 2, 3, 1])
    #expect(denseRanks(of: [nil, nil], by: <) == [1, 1])
    #expect(denseRanks(of: [], by: <) == [])
  }

  /// Length ranks 1, 2, 3, 1 and condition ranks 2, 1, 3, 4.
  @Test func `ranks sum length descending and condition ascending`() {
    let scores: [Scores] = [
      .init(length: 9, condition: 4), .init(length: 8, condition: 2),
      .init(length: 1, condition: 7),
      [
        LengthDistortion.metric: Measurement(repeats: [.value(9)]),
        ConditionNumber.metric: Measurement(repeats: [.value(1), .nonFinite]),
      ],
    ]
    #expect(Objective.paper.rankSums(of: scores) == [3, 3, 6, 5])
  }
}
