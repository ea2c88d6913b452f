import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Testing

/// ZiCo, MeCo, DSS and SynFlow of fresh networks against plain loops.
///
/// The weights are such that ZiCo does not hang on a single one whose gradients agree to six digits, which
/// Float would not know.
@Suite struct NetworkProxySlowPathTests {
  private let labels = [3, 1, 4, 1, 5]

  @Test func `plain loops in Double agree on an As-ViT`() throws {
    let architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: "4,2,2|2,1,3|3,2,1|2,1,4|16,8")
    try check(architecture) { parameters in
      SlowNetwork(genotype: architecture.genotype, imageSide: 32, parameters: parameters)
    }
  }

  @Test func `plain loops in Double agree on a plain transformer`() throws {
    let architecture = try PlainViT(imageSide: 32, patchSide: 8, classCount: 10)
      .architecture(for: "24x2|2,2|3,1.5")
    try check(architecture) { SlowPlainNetwork(architecture, patchSide: 8, parameters: $0) }
  }

  @Test func `plain loops in Double agree on a PiT`() throws {
    let family = PiT(imageSide: 32, patchSide: 8, stride: 4, classCount: 10)
    let architecture = try family.architecture(for: "4|1,2,1|2,2,4|2")
    try check(architecture) { SlowPoolingNetwork(architecture, of: family, parameters: $0) }
  }

  private func check(
    _ architecture: Architecture, make: @escaping ([String: Matrix]) -> any PlainLoops
  ) throws {
    let images = try EmbeddedPhotographs().loadBatch(
      count: labels.count, side: 32, normalisation: .imageNet, seed: Seed(0)
    ).images
    let network = Network(
      ParameterStore<Float>(architecture, seed: Seed(8), workers: Workers(count: 1)))
    let channels = channels(of: architecture)

    var values: [String: [Double]] = [:]
    for parameter in architecture.parameters {
      values[parameter.name] = network.parameters.values(of: parameter.name).map(Double.init)
    }
    let slow = SlowProxies(architecture: architecture, values: values, make: make)
    let pixels = images.map { $0.values.map(Double.init) }
    let flows = slow.flows()
    let expected: [Metric: Double] = [
      ZiCo.metric: slow.zico(images: pixels, labels: labels),
      MeCo.metric: slow.meco(
        image: pixels[0],
        channels: architecture.trunk.compactMap { $0.branch.map { channels[$0]! } }),
      DSSIndicator.metric: flows.dss, SynapticFlow.metric: flows.synflow,
    ]

    let double = scores(of: network.inDouble(), images: pixels, channels: channels)
    for (metric, tolerance) in [
      (ZiCo.metric, 1e-8), (MeCo.metric, 1e-9), (DSSIndicator.metric, 1e-6),
      (SynapticFlow.metric, 1e-10),
    ] {
      let (value, expected) = (double[metric] ?? .nan, expected[metric]!)
      #expect(relativeError(value, from: expected) < tolerance, "\(metric), in Double")
    }

    let scorer = ProxyScorer(
      images: images, labels: labels,
      settings: ProxySettings(metrics: [ZiCo.metric, DSSIndicator.metric, SynapticFlow.metric]),
      threadCount: 2)
    let float = scorer.scores(of: network, seed: Seed(1))
    for (metric, tolerance) in [
      (ZiCo.metric, 1e-3), (DSSIndicator.metric, 1e-4), (SynapticFlow.metric, 1e-4),
    ] {
      let value = try #require(float.value(of: metric))
      #expect(relativeError(value, from: expected[metric]!) < tolerance, "\(metric), in Float")
    }
  }

  /// Eight channels of each residual layer, or all.
  private func channels(of architecture: Architecture) -> [String: [Int]] {
    var channels: [String: [Int]] = [:]
    for layer in architecture.trunk {
      guard let branch = layer.branch else { continue }
      let width = layer.output.channelCount
      channels[branch] = (0..<min(8, width)).map { ($0 * 5 + 2) % width }
    }
    return channels
  }

  private func scores(
    of network: Network<Double>, images: [[Double]], channels: [String: [Int]]
  ) -> [Metric: Double] {
    let buffer = ScalarBuffer<Double>(count: images.count * images[0].count)
    for (index, value) in images.joined().enumerated() { buffer.base[index] = value }
    return withExtendedLifetime(buffer) {
      let batch = Activation(
        base: buffer.base, orders: 1, imageCount: images.count,
        shape: network.architecture.trunk[0].input)
      let flows = AbsoluteFlow(of: network).sums(of: [DSSIndicator.self, SynapticFlow.self])
      let others = [
        ZiCo.metric: ZiCo.value(of: network, images: batch, labels: labels),
        MeCo.metric: MeCo.value(of: network, image: batch) { channels[$0.branch!]! },
      ].compactMapValues(\.value)
      return others.merging([DSSIndicator.metric: flows[0], SynapticFlow.metric: flows[1]]) { $1 }
    }
  }
}

extension Network<Float> {
  /// The same weights in Double.
  fileprivate func inDouble() -> Network<Double> {
    let store = ParameterStore<Double>(architecture)
    for parameter in architecture.parameters {
      store.setValues(
        parameters.values(of: parameter.name).map(Double.init), of: parameter.name)
    }
    return Network<Double>(store)
  }
}
