import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import Testing

@Suite struct RepeatRuleTests {
  private func scores(_ values: Double...) -> Scores {
    [LengthDistortion.metric: Measurement(repeats: values.map { Outcome($0) })]
  }

  private func isUndecided(_ scores: Scores, after recent: [Scores], share: Double) -> Bool {
    RepeatRule(errorShare: share, after: recent).isUndecided(LengthDistortion.metric, in: scores)
  }

  @Test func `the standard error of the mean is compared with a share of the range`() {
    // Mean 5, standard deviation √2, error 1; means from 0 to 10.
    let (low, high) = (scores(0, 0), scores(9, 11))
    #expect(isUndecided(scores(4, 6), after: [low, high], share: 0.099))
    #expect(!isUndecided(scores(4, 6), after: [low, high], share: 0.101))
    #expect(!isUndecided(scores(4, 6, 4, 6), after: [low, high], share: 0.06))
  }

  @Test func `the architecture itself is part of the range`() {
    #expect(isUndecided(scores(19, 21), after: [scores(10, 10)], share: 0.099))
    #expect(!isUndecided(scores(19, 21), after: [scores(10, 10)], share: 0.101))
  }

  @Test func `the first has no range, and is undecided unless its repeats agree`() {
    #expect(isUndecided(scores(4, 6), after: [], share: 0.5))
    #expect(!isUndecided(scores(4, 4), after: [], share: 0.5))
  }

  @Test func `a range covers nineteen architectures before`() {
    let recent = [scores(0, 0)] + Array(repeating: scores(5, 5), count: 19)
    #expect(isUndecided(scores(4, 6), after: recent, share: 0.5))
    #expect(!isUndecided(scores(4, 6), after: Array(recent.dropLast()), share: 0.5))
  }

  @Test func `nothing is to be decided without a mean, or of what was measured once`() {
    let failed: Scores = [
      LengthDistortion.metric: Measurement(repeats: [.value(1), .nonFinite])
    ]
    #expect(!isUndecided(failed, after: [], share: 0))
    #expect(!isUndecided(scores(1), after: [], share: 0))
    #expect(!isUndecided([:], after: [], share: 0))
  }

  @Test func `repeats are the first of those of the settings, for each metric as many as it needs`()
    throws
  {
    let architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: "4,2,2|2,1,2|2,1,2|2,1,2|16,8")
    var generator = SplitMix64(seed: Seed(5))
    let images = (0..<4).map { _ in
      Image(
        width: 32, height: 32,
        values: (0..<3 * 32 * 32).map { _ in .random(in: -1...1, using: &generator) })
    }
    let metrics = [LengthDistortion.metric, ConditionNumber.metric, ParameterCount.metric]
    func scores(share: Double?, threads: Int, after recent: [Scores]) -> Scores {
      ProxyScorer(
        images: images,
        settings: ProxySettings(
          metrics: Set(metrics), circlePointCount: 4, repeatCount: 4, errorShare: share),
        threadCount: threads
      ).scores(of: architecture, seed: Seed(1), after: recent)
    }
    let all = scores(share: nil, threads: 1, after: [])
    #expect(scores(share: 0, threads: 2, after: []) == all)
    // Beside an architecture of far greater length, another repeat would change nothing.
    let longer: Scores = [LengthDistortion.metric: Measurement(repeats: [.value(1e6)])]
    let some = scores(share: 0.05, threads: 2, after: [longer])
    for (metric, count) in zip(metrics, [2, 4, 1]) {
      #expect(some[metric]?.repeats == all[metric].map { Array($0.repeats.prefix(count)) })
    }
    #expect(scores(share: 0.05, threads: 1, after: [longer]) == some)
  }
}
