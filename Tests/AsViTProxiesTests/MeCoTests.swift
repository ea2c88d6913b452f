import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

struct MeCoTests {
  private func network(_ genotype: Genotype, in family: PlainViT) throws -> Network<Double> {
    Network(
      ParameterStore(
        try family.architecture(for: genotype), seed: Seed(1), workers: Workers(count: 1)))
  }

  private func value(
    of network: Network<Double>, images seeds: [UInt64] = [1], _ channels: (Layer) -> [Int]
  ) -> Double? {
    let shape = network.architecture.trunk[0].input
    let size = shape.tokenCount * shape.channelCount
    let buffer = ScalarBuffer<Double>(count: seeds.count * size)
    for (place, seed) in seeds.enumerated() {
      var generator = SplitMix64(seed: Seed(seed))
      for index in 0..<size { buffer.base[place * size + index] = generator.normal() }
    }
    return withExtendedLifetime(buffer) {
      MeCo.value(
        of: network,
        image: Activation(
          base: buffer.base, orders: 1, imageCount: seeds.count, shape: shape), channels: channels
      ).value
    }
  }

  private let family = PlainViT(imageSide: 32, patchSide: 4, classCount: 3)

  @Test func `channels have no order, and only the first image counts`() throws {
    let network = try network("24x2|2,2", in: family)
    let one = try #require(value(of: network) { _ in [3, 1, 20, 7, 9, 4, 15, 23] })
    let other = try #require(value(of: network) { _ in [23, 15, 4, 9, 7, 20, 1, 3] })
    #expect(relativeError(other, from: one) < 1e-12)
    #expect(value(of: network, images: [1, 2]) { _ in [3, 1, 20, 7, 9, 4, 15, 23] } == one)
    #expect(value(of: network, images: [2]) { _ in [3, 1, 20, 7, 9, 4, 15, 23] } != one)
    #expect(value(of: network) { _ in [3, 1, 20, 7, 9, 4, 15, 22] } != one)
  }

  /// Two channels have the eigenvalues 1 ± |r|; one has 1.
  @Test func `one channel counts as its width, one twice as nothing`() throws {
    let network = try network("24x2|2,2", in: family)
    let one = try #require(value(of: network) { _ in [5] })
    #expect(relativeError(one, from: 4 * 24) < 1e-14)
    let twice = try #require(value(of: network) { _ in [5, 5] })
    #expect(twice >= 0 && twice < 1e-12)
  }

  @Test func `channels of one token do not vary`() throws {
    let network = try network(
      "24x2|2,2",
      in: PlainViT(
        imageSide: 8, patchSide: 8, classCount: 3, hasClassToken: false, pooling: .mean))
    #expect(value(of: network) { _ in Array(0..<8) } == 0)
  }

  @Test(arguments: [Genotype("24x2|2,2"), "6x2|2,2"])
  func `every draw has channels of its own, at most eight`(genotype: Genotype) throws {
    let architecture = try family.architecture(for: genotype)
    let image = Image(
      width: 32, height: 32, values: (0..<3072).map { Float(($0 * 7919) % 101) / 50 - 1 })
    let scorer = ProxyScorer(
      images: [image], settings: ProxySettings(metrics: [MeCo.metric], repeatCount: 3),
      threadCount: 2)
    let draws = try #require(scorer.scores(of: architecture, seed: Seed(1))[MeCo.metric])
      .repeats.compactMap(\.value)
    // With the same weights only the channels differ.
    let weights = Network(
      ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let seeds = (0..<3).compactMap {
      scorer.scores(of: weights, seed: Seed($0)).value(of: MeCo.metric)
    }
    let most = 4 * Double(architecture.trunk[0].output.channelCount) / 8
    #expect(draws.count == 3 && Set(draws).count == 3)
    #expect(draws.allSatisfy { $0 > 0 && $0 < max(4, most) })
    if genotype == "24x2|2,2" {
      #expect(Set(seeds).count == 3)
    } else {
      // All six channels, in another order.
      #expect(seeds.allSatisfy { relativeError($0, from: seeds[0]) < 1e-12 })
    }
  }
}
