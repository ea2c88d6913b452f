import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

/// One repeat, three angles and four photographs.
@Suite struct GrowthSlowPathTests {
  @Test func `plain loops in Double take the same first three steps`() throws {
    let images = try images(side: 64)
    let growth = try compare(
      Growth(
        of: AsViTFamily(imageSide: 64),
        settings: GrowthSettings(topology: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32"), seed: 1)),
      stepCount: 3, on: images, SlowScorer(images: images.map(\.values), angleCount: 3))
    #expect(growth.steps.map { $0.candidates.count }.reduce(0, +) > 30)
  }

  @Test func `plain loops in Double take the same first three steps of a plain transformer`() throws
  {
    let images = try images(side: 32)
    let growth = try compare(
      Growth(
        of: PlainViT(imageSide: 32, patchSide: 8),
        settings: GrowthSettings(topology: "24x2|2,2|3,1.5", seed: 1, reach: .upTo(1_000_000))),
      stepCount: 3, on: images,
      SlowScorer(images: images.map(\.values), angleCount: 3) {
        SlowPlainNetwork($0, patchSide: 8, parameters: $1)
      })
    #expect(growth.steps.map { $0.candidates.count }.reduce(0, +) > 8)
  }

  private func images(side: Int) throws -> [Image] {
    try EmbeddedPhotographs().loadBatch(
      count: 4, side: side, normalisation: .imageNet, seed: Seed(0)
    ).images
  }

  /// Makes steps by both ways of scoring, whose values and choices must be the same.
  private func compare(
    _ growth: Growth, stepCount: Int, on images: [Image], _ slow: SlowScorer
  ) throws -> Growth {
    let fast = ProxyScorer(
      images: images, settings: ProxySettings(circlePointCount: 3, repeatCount: 1), threadCount: 2)
    var growth = growth
    var reference = growth
    while growth.steps.count < stepCount, let evaluation = growth.next {
      let scores = fast.scores(of: evaluation.architecture, seed: evaluation.seed)
      let expected = slow.scores(of: evaluation.architecture, seed: evaluation.seed)
      for metric in [LengthDistortion.metric, ConditionNumber.metric] {
        let value = try #require(scores[metric]?.mean.value)
        let expectedValue = try #require(expected[metric]?.mean.value)
        #expect(
          relativeError(value, from: expectedValue) < 2e-5,
          "\(evaluation.architecture.genotype), \(metric)")
      }
      #expect(reference.next == evaluation)
      growth.record(scores)
      reference.record(expected)
    }
    #expect(growth.steps.count == stepCount)
    #expect(growth.steps.map(\.choice) == reference.steps.map(\.choice))
    return growth
  }
}
