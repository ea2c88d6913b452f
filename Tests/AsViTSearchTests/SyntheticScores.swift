import AsViTArchitecture
import AsViTNumerics
import AsViTProxies

extension Scores {
  /// Both metrics with one repeat each.
  init(length: Double, condition: Double) {
    self = [
      LengthDistortion.metric: Measurement(repeats: [.value(length)]),
      ConditionNumber.metric: Measurement(repeats: [.value(condition)]),
    ]
  }
}

/// A scorer with a known optimum: L^E grows with every expansion ratio and falls with every merging
/// kernel, κ grows with every window split; both carry a little noise from the seed.
struct SyntheticScorer: ArchitectureScorer {
  func scores(of architecture: Architecture, seed: Seed) -> Scores {
    let stages = architecture.genotype.genes.stages
    let noise = Double(SplitMix64.firstValue(of: seed) >> 40) / Double(1 << 24)
    let expansion = stages.reduce(0) { $0 + $1.expansionRatio }
    let kernel = stages.reduce(0) { $0 + $1.kernelSize }
    let split = stages.reduce(0) { $0 + $1.windowSplit }
    return Scores(
      length: Double(3 * expansion - 2 * kernel) + noise, condition: Double(10 * split) + noise)
  }
}

extension SplitMix64 {
  fileprivate static func firstValue(of seed: Seed) -> UInt64 {
    var rng = SplitMix64(seed: seed)
    return rng.next()
  }
}
