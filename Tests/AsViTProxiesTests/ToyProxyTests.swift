import AsViTArchitecture
import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import Testing

/// Mean square of the features of the images, a proxy of a program that uses the library.
private enum FeatureEnergy: Proxy {
  static let metric = Metric("featureEnergy")
  static let word = "energy"
  static let title = "energy of the features"
  static let direction: Direction? = .higher
  static let needs: ProxyNeeds = [.network, .images]

  static func outcomes(in trial: Trial) -> [Outcome] {
    trial.eachRepeat("energy") { network, _ in
      let scratch = Arena<Float>()
      let features = network.forward(
        trial.batch, to: .features, pass: ForwardPass(scratch: scratch))
      let sum = (0..<features.count).reduce(0) { sum, index in
        sum + Double(features.base[index] * features.base[index])
      }
      return Outcome(sum / Double(features.count))
    }
  }
}

/// A proxy is one file: this one is measured like those that are shipped.
struct ToyProxyTests {
  private let architecture: Architecture
  private let images: [Image]

  init() throws {
    architecture = try AsViTFamily(imageSide: 32, classCount: 10)
      .architecture(for: Genotype("4,2,2|2,1,2|2,1,2|2,1,2|16,8"))
    var generator = SplitMix64(seed: Seed(5))
    images = (0..<3).map { _ in
      Image(
        width: 32, height: 32,
        values: (0..<3 * 32 * 32).map { _ in .random(in: -1...1, using: &generator) })
    }
  }

  private func scorer(_ metrics: Set<Metric>, threads: Int = 2) -> ProxyScorer {
    ProxyScorer(
      images: images, settings: ProxySettings(metrics: metrics, repeatCount: 3),
      threadCount: threads, proxies: proxies + [FeatureEnergy.self])
  }

  @Test func `it is measured beside those that are shipped`() throws {
    let alone = scorer([FeatureEnergy.metric]).scores(of: architecture, seed: Seed(1))
    let energies = try #require(alone[FeatureEnergy.metric]).repeats.compactMap(\.value)
    #expect(energies.count == 3 && Set(energies).count == 3 && energies.allSatisfy { $0 > 0 })
    let both = scorer([FeatureEnergy.metric, ConditionNumber.metric], threads: 1)
      .scores(of: architecture, seed: Seed(1))
    #expect(both[FeatureEnergy.metric] == alone[FeatureEnergy.metric])
    #expect(both[ConditionNumber.metric]?.repeats.count == 3)
  }

  @Test func `a network with weights of its own has one score`() {
    let network = Network(
      ParameterStore<Float>(architecture, seed: Seed(1), workers: Workers(count: 1)))
    let scores = scorer([FeatureEnergy.metric, LengthDistortion.metric])
      .scores(of: network, seed: Seed(1))
    #expect(scores[FeatureEnergy.metric]?.repeats.count == 1)
    #expect(scores[LengthDistortion.metric]?.repeats.count == 3)
  }
}
