import AsViTNumerics

/// The order in which a training set is gone through: another permutation each epoch.
struct SampleOrder: Sendable {
  let count: Int
  let seed: Seed

  func permutation(epoch: Int) -> [Int] {
    var generator = SplitMix64(seed: seed.derived(epoch))
    return (0..<count).shuffled(using: &generator)
  }
}
