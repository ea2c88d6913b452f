import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

/// ZiCo, MeCo, DSS and SynFlow of given networks, images, labels and channels.
@Suite struct NetworkProxyGoldenTests {
  @Test(arguments: try ProxyCase.all())
  func `scores in Float`(golden: ProxyCase) throws {
    try check(golden, as: Float.self) { golden.tolerance(for: $0) }
  }

  @Test(arguments: try ProxyCase.all())
  func `scores in Double`(golden: ProxyCase) throws {
    try check(golden, as: Double.self) { $0 == "dss" ? 1e-6 : 1e-9 }
  }

  private func check<Scalar: NetworkScalar>(
    _ golden: ProxyCase, as _: Scalar.Type, tolerance: (String) -> Double
  ) throws {
    let network = try golden.network.network(as: Scalar.self)
    let pixels = try golden.network.images()
    let buffer = ScalarBuffer<Scalar>(count: pixels.count)
    for (index, value) in pixels.enumerated() { buffer.base[index] = Scalar(value) }
    let images = Activation(
      base: buffer.base, orders: 1, imageCount: golden.labels.count,
      shape: network.architecture.trunk[0].input)
    let scores = withExtendedLifetime(buffer) {
      let flows = AbsoluteFlow(of: network).sums(of: [DSSIndicator.self, SynapticFlow.self])
      return [
        "zico": ZiCo.value(of: network, images: images, labels: golden.labels),
        "meco": MeCo.value(of: network, image: images) { golden.channels[$0.branch!]! },
        "dss": Outcome(flows[0]), "synflow": Outcome(flows[1]),
      ]
    }
    for (word, expected) in golden.expected {
      let value = try #require(scores[word]?.value)
      #expect(relativeError(value, from: expected) < tolerance(word), "\(word)")
    }
    #expect(golden.expected.count == 4)
  }

  /// Images, labels and weights of the case through the scorer that the commands use.
  @Test(arguments: try ProxyCase.all())
  func `the scorer has them too`(golden: ProxyCase) throws {
    let network = try golden.network.network(as: Float.self)
    let side = network.architecture.imageSide
    let pixels = try golden.network.images()
    let size = 3 * side * side
    let scorer = ProxyScorer(
      images: golden.labels.indices.map { index in
        Image(
          width: side, height: side, values: Array(pixels[index * size..<(index + 1) * size]))
      }, labels: golden.labels,
      settings: ProxySettings(metrics: [ZiCo.metric, DSSIndicator.metric, SynapticFlow.metric]),
      threadCount: 2)
    let scores = scorer.scores(of: network, seed: Seed(1))
    for proxy in [ZiCo.self, DSSIndicator.self, SynapticFlow.self] as [any Proxy.Type] {
      let value = try #require(scores.value(of: proxy.metric))
      let expected = try #require(golden.expected[proxy.word])
      #expect(
        relativeError(value, from: expected) < golden.tolerance(for: proxy.word), "\(proxy.word)")
    }
  }
}
