import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies

/// What tells whether another machine computes the same bits: a digest of all metrics of a small network.
/// It takes some milliseconds.
public enum SelfTest {
  private static let side = 32

  public static func digest() -> String {
    var rng = SplitMix64(seed: Seed(0).derived("self-test"))
    let images = (0..<3).map { _ in
      Image(
        width: side, height: side,
        values: (0..<3 * side * side).map { _ in Float(rng.normal()) })
    }
    let scorer = ProxyScorer(
      images: images,
      settings: ProxySettings(
        metrics: Set(proxies.map { $0.metric }), circlePointCount: 4, repeatCount: 1),
      threadCount: 1)
    return digest(
      of: scorer.scores(of: architecture, seed: Seed(0)), metrics: scorer.settings.metrics)
  }

  private static var architecture: Architecture {
    let family = AsViTFamily(imageSide: side, stemStride: 4, classCount: 10)
    do {
      return try family.architecture(for: "4,2,2|2,2,2|2,1,1|2,1,1|8,8")
    } catch {
      preconditionFailure("the network of the self-test: \(error)")
    }
  }

  private static func digest(of scores: Scores, metrics: [Metric]) -> String {
    var digest = Digest()
    for metric in metrics {
      digest.add(scores.value(of: metric)?.bitPattern ?? 0)
    }
    return digest.text
  }
}
