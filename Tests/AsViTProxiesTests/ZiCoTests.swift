import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

struct ZiCoTests {
  private let network: Network<Double>

  init() throws {
    let architecture = try PlainViT(imageSide: 16, patchSide: 4, classCount: 3)
      .architecture(for: "12x2|2,2|3,1")
    network = Network(
      ParameterStore(architecture, seed: Seed(1), workers: Workers(count: 1)))
  }

  /// The score of images of noise, each named by a number.
  private func value(_ names: [Int], labels: [Int]) -> Outcome {
    let shape = network.architecture.trunk[0].input
    let size = shape.tokenCount * shape.channelCount
    let buffer = ScalarBuffer<Double>(count: names.count * size)
    for (place, name) in names.enumerated() {
      var generator = SplitMix64(seed: Seed(UInt64(name)))
      for index in 0..<size { buffer.base[place * size + index] = generator.normal() }
    }
    return withExtendedLifetime(buffer) {
      ZiCo.value(
        of: network,
        images: Activation(
          base: buffer.base, orders: 1, imageCount: names.count, shape: shape),
        labels: labels)
    }
  }

  @Test func `batches have no order, images and labels matter`() throws {
    let one = try #require(value([1, 2, 3, 4], labels: [0, 1, 2, 0]).value)
    #expect(value([3, 4, 1, 2], labels: [2, 0, 0, 1]).value == one)
    #expect(value([1, 2, 3, 5], labels: [0, 1, 2, 0]).value != one)
    #expect(value([1, 2, 3, 4], labels: [0, 1, 2, 1]).value != one)
    #expect(value([1, 3, 2, 4], labels: [0, 2, 1, 0]).value != one)
  }

  /// 128 images of sixteen tokens are a pass; of the second batch one remains.
  @Test func `batches of more images than a pass have their mean gradient`() throws {
    let few = try #require(value([1, 2], labels: [2, 0]).value)
    let first = [Int](repeating: 1, count: 128)
    let second = [Int](repeating: 2, count: 129)
    let many = try #require(
      value(first + second, labels: first.map { _ in 2 } + second.map { _ in 0 }).value)
    #expect(relativeError(many, from: few) < 1e-8)
  }

  @Test func `gradients that do not differ have no score`() {
    #expect(value([1, 2, 1, 2], labels: [0, 1, 0, 1]) == .nonFinite)
    #expect(value([1], labels: [0]) == .nonFinite)
  }

  /// In windows of one token queries and keys have no gradient but rounding.
  @Test func `idle weights are left out`() throws {
    let family = PlainViT(
      imageSide: 8, patchSide: 8, classCount: 3, hasClassToken: false, pooling: .mean)
    let architecture = try family.architecture(for: "6x1|2,2")
    let store = ParameterStore<Double>(architecture, seed: Seed(3), workers: Workers(count: 1))
    let images = ScalarBuffer<Double>(count: 2 * 192)
    var generator = SplitMix64(seed: Seed(4))
    for index in 0..<images.count { images.base[index] = generator.normal() }
    func value() -> Double? {
      ZiCo.value(
        of: Network(store),
        images: Activation(
          base: images.base, orders: 1, imageCount: 2, shape: architecture.trunk[0].input),
        labels: [0, 1]
      ).value
    }
    let one = try #require(value())
    let name = "blocks.0.attn.qkv.weight"
    var weights = store.values(of: name)
    for index in 0..<2 * 36 { weights[index] = generator.normal() }
    store.setValues(weights, of: name)
    #expect(relativeError(try #require(value()), from: one) < 1e-9)
  }

  @Test func `without labels every draw has its own`() throws {
    let images = (0..<4).map { name in
      var generator = SplitMix64(seed: Seed(UInt64(name)))
      return Image(
        width: 16, height: 16, values: (0..<768).map { _ in Float(generator.normal()) })
    }
    func scores(labels: [Int]?, seed: UInt64 = 1) -> [Double] {
      ProxyScorer(
        images: images, labels: labels,
        settings: ProxySettings(metrics: [ZiCo.metric], repeatCount: 3), threadCount: 2
      ).scores(of: network.architecture, seed: Seed(seed))[ZiCo.metric]?.repeats.compactMap(\.value)
        ?? []
    }
    let without = scores(labels: nil)
    #expect(without.count == 3 && Set(without).count == 3)
    #expect(scores(labels: nil) == without && scores(labels: nil, seed: 2) != without)
    #expect(scores(labels: [0, 1, 2, 0]) != without)
  }
}
