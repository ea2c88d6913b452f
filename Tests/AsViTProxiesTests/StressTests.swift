import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import Testing

/// Weights and images at the ends of the numbers: every metric is a number or the reason why there
/// is none.
@Suite struct StressTests {
  private static let side = 32
  private let architecture: Architecture

  init() throws {
    architecture = try AsViTFamily(imageSide: Self.side, classCount: 10)
      .architecture(for: Genotype("4,2,2|2,1,2|2,1,2|2,1,2|16,8"))
  }

  /// Images of one colour each.
  private func images(of colours: [Float]) -> [Image] {
    colours.map { colour in
      Image(
        width: Self.side, height: Self.side,
        values: [Float](repeating: colour, count: 3 * Self.side * Self.side))
    }
  }

  private func randomImages(_ count: Int) -> [Image] {
    var generator = SplitMix64(seed: Seed(5))
    return (0..<count).map { _ in
      Image(
        width: Self.side, height: Self.side,
        values: (0..<3 * Self.side * Self.side).map { _ in .random(in: -1...1, using: &generator) })
    }
  }

  private func scorer(_ images: [Image]) -> ProxyScorer {
    ProxyScorer(
      images: images,
      settings: ProxySettings(
        metrics: Set(proxies.map { $0.metric }), circlePointCount: 5, repeatCount: 2),
      threadCount: 2)
  }

  /// The scores of a network whose drawn weights went through `change`.
  private func scores(changing change: (Float) -> Float) -> Scores {
    let store = ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1))
    for parameter in architecture.parameters where parameter.isWeight {
      store.setValues(store.values(of: parameter.name).map(change), of: parameter.name)
    }
    return scorer(randomImages(4)).scores(of: Network(store), seed: Seed(1))
  }

  private func outcomes(_ scores: Scores) throws -> [Outcome] {
    try [
      scores[LengthDistortion.metric], scores[ConditionNumber.metric],
      scores[ExtrinsicCurvature.metric],
      scores[GaussMapLength.metric], scores[ZiCo.metric], scores[MeCo.metric],
      scores[DSSIndicator.metric],
      scores[SynapticFlow.metric],
    ].map { try #require($0).mean }
  }

  @Test(arguments: [Float(1e30), -.infinity, .nan])
  func `weights that are too large or no numbers`(factor: Float) throws {
    let scores = scores { factor * $0 }
    let outcomes = try outcomes(scores)
    var expected = [Outcome](repeating: .nonFinite, count: 8)
    // A norm of what is too large to be squared gives zeros, and channels that do not vary.
    if factor == 1e30 { expected[5] = .value(0) }
    #expect(outcomes == expected)
  }

  @Test func `weights that are next to nothing`() throws {
    let scores = scores { 1e-30 * $0 }
    #expect(scores[LengthDistortion.metric]?.mean.value ?? 1 < 1e-20)
    #expect(scores[ConditionNumber.metric]?.mean == .singular)
    // A curve that is a point in Float has no direction.
    #expect(scores[ExtrinsicCurvature.metric]?.mean == .nonFinite)
    #expect(scores[GaussMapLength.metric]?.mean == .nonFinite)
    // Gradients vanish, and tokens do not differ.
    #expect(scores[ZiCo.metric]?.mean == .nonFinite)
    #expect(scores[MeCo.metric]?.mean == .value(0))
    #expect(scores[SynapticFlow.metric]?.mean == .value(0))
    #expect(scores[DSSIndicator.metric]?.mean == .value(0))
  }

  @Test func `one weight that is no number`() throws {
    let store = ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1))
    let name = try #require(architecture.parameters.first { $0.isWeight }?.name)
    var values = store.values(of: name)
    values[0] = .nan
    store.setValues(values, of: name)
    let scores = scorer(randomImages(4)).scores(of: Network(store), seed: Seed(1))
    #expect(try outcomes(scores) == Array(repeating: .nonFinite, count: 8))
  }

  @Test(arguments: [[Float(0), 0], [-1, -1, -1], [0.5, 0.5, 0.7]])
  func `equal images of one colour`(colours: [Float]) throws {
    let scores = scorer(images(of: colours)).scores(of: architecture, seed: Seed(1))
    #expect(scores[ConditionNumber.metric]?.mean == .singular)
    #expect(scores[LengthDistortion.metric]?.mean.value ?? 0 > 0)
    // Zeros around the image make tokens differ, not channels on their own.
    #expect(scores[MeCo.metric]?.mean.value ?? 1 < 1e-3)
    #expect(scores[SynapticFlow.metric]?.mean.value ?? 0 > 0)
  }

  @Test func `the kernel of a single image has one eigenvalue, and there are no two batches`()
    throws
  {
    let scores = scorer(randomImages(1)).scores(of: architecture, seed: Seed(1))
    #expect(scores[ConditionNumber.metric]?.mean == .value(1))
    #expect(scores[ZiCo.metric]?.mean == .nonFinite)
    #expect(scores[MeCo.metric]?.mean.value ?? 0 > 0)
  }
}
