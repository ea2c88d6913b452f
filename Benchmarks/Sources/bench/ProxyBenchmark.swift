import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import Foundation

/// The paper's setting: 224 pixels, hidden size 32, depth 1,1,1,1, 10 angles, 16 images, 5 repeats.
struct ProxyBenchmark {
  let genotype: String
  /// PyTorch 2.15 on two cores of an EPYC Genoa with AVX2, seconds for both metrics: the authors'
  /// code, and forward mode with vectorised per-sample gradients.
  let authorsSeconds: Double
  let forwardModeSeconds: Double

  static let all = [
    ProxyBenchmark(
      genotype: "8,2,3|4,1,2|4,1,4|4,1,6|32", authorsSeconds: 776, forwardModeSeconds: 15.3),
    ProxyBenchmark(
      genotype: "4,8,2|2,4,2|2,2,2|2,1,2|64", authorsSeconds: 209, forwardModeSeconds: 3.4),
    ProxyBenchmark(
      genotype: "6,4,4|3,2,3|3,2,4|3,1,5|16", authorsSeconds: 255, forwardModeSeconds: 4.1),
  ]

  struct Row: Codable {
    let genotype: String
    let metric: String
    let threads: Int
    let seconds: Double
    /// Useful work; the point θ = 0 = 2π is computed once and counted once.
    let gigaflops: Double
    let gigaflopsPerSecond: Double
    let fractionOfMatrixPeak: Double
  }

  private static let settings = ProxySettings()
  private static let imageCount = 16

  func rows(threads: Int, peak: Double, runs: Int) throws -> [Row] {
    let architecture = try AsViTFamily().architecture(for: Genotype(genotype))
    let images = try EmbeddedPhotographs().loadBatch(
      count: Self.imageCount, side: 224, normalisation: .imageNet, seed: Seed(0)
    ).images
    let work = UsefulWork(architecture)
    let repeats = Double(Self.settings.repeatCount)
    let length = repeats * Double(Self.settings.circlePointCount - 1) * work.tangent
    let kernel = repeats * Double(Self.imageCount) * work.gradient
    return [
      ("length distortion", [LengthDistortion.metric], length),
      ("condition number", [ConditionNumber.metric], kernel),
      ("both", [LengthDistortion.metric, ConditionNumber.metric], length + kernel),
    ].map { name, metrics, work in
      let scorer = ProxyScorer(
        images: images,
        settings: ProxySettings(metrics: Set(metrics)), threadCount: threads)
      // The first run warms up.
      let times = (0...runs).map { _ in
        seconds { _ = scorer.scores(of: architecture, seed: Seed(1)) }
      }
      let time = times.dropFirst().min()!
      return Row(
        genotype: genotype, metric: name, threads: threads, seconds: time,
        gigaflops: work * 1e-9, gigaflopsPerSecond: work * 1e-9 / time,
        fractionOfMatrixPeak: work * 1e-9 / time / peak)
    }
  }
}
