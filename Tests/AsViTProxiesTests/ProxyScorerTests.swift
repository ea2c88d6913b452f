import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import Testing

@Suite struct ProxyScorerTests {
  private static let side = 32
  private static let settings = ProxySettings(
    metrics: Set(proxies.map { $0.metric }), circlePointCount: 5, repeatCount: 3)

  private func architecture(
    _ genotype: String = "4,2,2|2,1,2|2,1,2|2,1,2|16,8"
  ) throws -> Architecture {
    try AsViTFamily(imageSide: Self.side, classCount: 10).architecture(for: Genotype(genotype))
  }

  private func images(_ count: Int) -> [Image] {
    var generator = SplitMix64(seed: Seed(5))
    return (0..<count).map { _ in
      Image(
        width: Self.side, height: Self.side,
        values: (0..<3 * Self.side * Self.side).map { _ in
          .random(in: -1...1, using: &generator)
        })
    }
  }

  private func scores(
    _ images: [Image], seed: UInt64 = 1, threads: Int = 2, settings: ProxySettings = settings
  ) throws -> Scores {
    ProxyScorer(images: images, settings: settings, threadCount: threads)
      .scores(of: try architecture(), seed: Seed(seed))
  }

  @Test func `every metric has a value for every repeat`() throws {
    let scores = try scores(images(6))
    for measurement in [
      scores[LengthDistortion.metric], scores[ConditionNumber.metric],
      scores[ExtrinsicCurvature.metric],
      scores[GaussMapLength.metric], scores[ZiCo.metric], scores[MeCo.metric],
      scores[DSSIndicator.metric],
      scores[SynapticFlow.metric],
    ] {
      let repeats = try #require(measurement).repeats.compactMap(\.value)
      #expect(repeats.count == 3 && Set(repeats).count == 3 && repeats.allSatisfy { $0 > 0 })
    }
    #expect(try #require(scores[ConditionNumber.metric]?.mean.value) > 1)
  }

  @Test func `scores depend on the seed and not on threads or on earlier calls`() throws {
    let one = try scores(images(6), threads: 1)
    #expect(try scores(images(6), threads: 2) == one)
    #expect(try scores(images(6), threads: 5) == one)
    #expect(try scores(images(6), seed: 2) != one)
    let scorer = ProxyScorer(images: images(6), settings: Self.settings, threadCount: 2)
    _ = scorer.scores(of: try architecture("4,1,3|3,2,2|2,2,2|2,1,4|32,16"), seed: Seed(1))
    #expect(scorer.scores(of: try architecture(), seed: Seed(1)) == one)
  }

  @Test func `metrics that were not asked for are not measured`() throws {
    let settings = ProxySettings(
      metrics: [LengthDistortion.metric], circlePointCount: 5, repeatCount: 3)
    let alone = try scores([], settings: settings)
    #expect(alone[ConditionNumber.metric] == nil && alone[GaussMapLength.metric] == nil)
    let length = try #require(alone[LengthDistortion.metric]?.mean.value)
    let among = try #require(try scores(images(6))[LengthDistortion.metric]?.mean.value)
    // With and without the second derivative the same curve, in another kernel.
    #expect(abs(length - among) < 1e-5 * among)
  }

  @Test func `two equal images make the kernel singular`() throws {
    let images = images(4)
    #expect(try scores(images + [images[1]])[ConditionNumber.metric]?.mean == .singular)
  }

  @Test(arguments: [Float.infinity, .nan])
  func `pixels that are not finite are told`(value: Float) throws {
    var images = images(4)
    images[2] = Image(
      width: Self.side, height: Self.side,
      values: [Float](repeating: value, count: 3 * Self.side * Self.side))
    #expect(try scores(images)[ConditionNumber.metric]?.mean == .nonFinite)
  }

  @Test func `conditions of known matrices`() {
    #expect(conditionNumber(of: [4, 0, 0, 0.5], order: 2) == .value(8))
    #expect(conditionNumber(of: [1, 1, 1, 1], order: 2) == .singular)
    #expect(conditionNumber(of: [1, 0, 0, -1], order: 2) == .singular)
    #expect(conditionNumber(of: [1, 0, .nan, 1], order: 2) == .nonFinite)
    #expect(conditionNumber(of: [0, 0, 0, 0], order: 2) == .singular)
  }
}
