import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies

/// The paper's setting: 224 pixels, hidden size 32, depth 1,1,1,1, 10 angles, 16 images, 5 repeats.
struct ProxyBenchmark {
  let genotype: String

  static let all = [
    "8,2,3|4,1,2|4,1,4|4,1,6|32", "4,8,2|2,4,2|2,2,2|2,1,2|64", "6,4,4|3,2,3|3,2,4|3,1,5|16",
  ].map(ProxyBenchmark.init)

  struct Row: Codable {
    let genotype: String
    let metric: String
    let threads: Int
    let seconds: Double
    /// By useful work; the point θ = 0 = 2π is computed once and counted once.
    let speed: Speed
  }

  private static let settings = ProxySettings()
  private static let imageCount = 16
  private static let side = 224

  func rows(threads: Int, peaks: Peaks, runs: Int) throws -> [Row] {
    let work = UsefulWork(try architecture)
    let repeats = Double(Self.settings.repeatCount)
    let length = repeats * Double(Self.settings.circlePointCount - 1) * work.tangent
    let kernel = repeats * Double(Self.imageCount) * work.gradient
    return try [
      ("length distortion", [LengthDistortion.metric], length),
      ("condition number", [ConditionNumber.metric], kernel),
      ("both", [LengthDistortion.metric, ConditionNumber.metric], length + kernel),
    ].map { name, metrics, work in
      let score = try scoring(metrics, threads: threads)
      // The first run warms up.
      let time = (0...runs).map { _ in score() }.dropFirst().min()!
      return Row(
        genotype: genotype, metric: name, threads: threads, seconds: time,
        speed: Speed(gigaflops: work * 1e-9, seconds: time, peaks: peaks))
    }
  }

  /// Both metrics beside the peer. It measures one repeat, which counts as often as asvit repeats.
  func comparison(with peer: Peer, threads: Int, rounds: Int) throws -> Comparison {
    let score = try scoring([LengthDistortion.metric, ConditionNumber.metric], threads: threads)
    return try Comparison(rounds: rounds) {
      score()
    } peer: {
      let length = try peer.seconds(
        .init(work: "length", genotype: genotype, side: Self.side, stride: 4))
      let kernel = try peer.seconds(
        .init(
          work: "kernel", genotype: genotype, side: Self.side, stride: 4, batch: Self.imageCount))
      return Double(Self.settings.repeatCount) * (length + kernel)
    }
  }

  private var architecture: Architecture {
    get throws { try AsViTFamily().architecture(for: Genotype(genotype)) }
  }

  /// The seconds of one score.
  private func scoring(_ metrics: [Metric], threads: Int) throws -> () -> Double {
    let architecture = try architecture
    let images = try EmbeddedPhotographs().loadBatch(
      count: Self.imageCount, side: Self.side, normalisation: .imageNet, seed: Seed(0)
    ).images
    let scorer = ProxyScorer(
      images: images, settings: ProxySettings(metrics: Set(metrics)), threadCount: threads)
    return { seconds { _ = scorer.scores(of: architecture, seed: Seed(1)) } }
  }
}
