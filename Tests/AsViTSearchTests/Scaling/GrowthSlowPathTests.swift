import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import AsViTSearch
import AsViTTestSupport
import Testing

@Suite struct GrowthSlowPathTests {
  /// One repeat, three angles and four photographs of 64 pixels a side.
  @Test func `plain loops in Double take the same first three steps`() throws {
    let images = try EmbeddedPhotographs().loadBatch(
      count: 4, side: 64, normalisation: .imageNet, seed: Seed(0)
    ).images
    let fast = ProxyScorer(
      images: images, settings: ProxySettings(circlePointCount: 3, repeatCount: 1), threadCount: 2)
    let slow = SlowScorer(images: images.map(\.values), angleCount: 3)
    var growth = try Growth(
      of: AsViTFamily(imageSide: 64),
      settings: GrowthSettings(topology: Genotype("8,2,3|4,1,2|4,1,4|4,1,6|32"), seed: 1))
    var reference = growth
    while growth.steps.count < 3, let evaluation = growth.next {
      let scores = fast.scores(of: evaluation.architecture, seed: evaluation.seed)
      let expected = slow.scores(of: evaluation.architecture, seed: evaluation.seed)
      for metric in [Metric.lengthDistortion, .conditionNumber] {
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
    #expect(growth.steps.map(\.choice) == reference.steps.map(\.choice))
    #expect(growth.steps.map { $0.candidates.count }.reduce(0, +) > 30)
  }
}
