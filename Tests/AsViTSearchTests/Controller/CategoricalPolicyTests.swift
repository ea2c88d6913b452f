import AsViTNumerics
import AsViTSearch
import AsViTTestSupport
import Glibc
import Testing

@Suite struct CategoricalPolicyTests {
  let policy = CategoricalPolicy(logits: [[0.3, -1.2, 0.5], [2, 0], [-0.1, 0, 0.1, 0.4]])

  @Test func `probabilities are the softmax`() {
    let policy = CategoricalPolicy(logits: [[0, log(3)], [1000, 1000, -1000]])
    #expect(abs(policy.probabilities[0][0] - 0.25) < 1e-15)
    #expect(abs(policy.probabilities[0][1] - 0.75) < 1e-15)
    #expect(policy.probabilities[1] == [0.5, 0.5, 0])
  }

  /// Entropies by hand: ln 2 for a fair coin, 2 ln 2 − ¾ ln 3 for 1 : 3, 0 for a sure thing.
  @Test func `entropy adds up over choices`() {
    let policy = CategoricalPolicy(logits: [[7, 7], [0, log(3)], [1000, -1000]])
    #expect(abs(policy.entropy - (3 * log(2) - 0.75 * log(3))) < 1e-14)
  }

  @Test func `uniform entropy is the log of the number of selections`() {
    let policy = CategoricalPolicy(uniformOver: [3, 4, 5])
    #expect(abs(policy.entropy - log(60)) < 1e-14)
  }

  @Test func `log probability is the log of the product`() {
    let (selection, probabilities) = ([2, 1, 0], policy.probabilities)
    let product = zip(probabilities, selection).reduce(1) { $0 * $1.0[$1.1] }
    #expect(abs(policy.logProbability(of: selection) - log(product)) < 1e-14)
  }

  @Test(arguments: [[0, 0, 0], [2, 1, 3], [1, 0, 2]])
  func `gradient agrees with central differences`(selection: [Int]) {
    let gradient = policy.logProbabilityGradient(of: selection)
    let step = 1e-5
    for choice in policy.logits.indices {
      for option in policy.logits[choice].indices {
        var (above, below) = (policy, policy)
        above.logits[choice][option] += step
        below.logits[choice][option] -= step
        let slope =
          (above.logProbability(of: selection) - below.logProbability(of: selection)) / (2 * step)
        #expect(abs(gradient[choice][option] - slope) < 1e-9)
      }
    }
  }

  @Test func `mode takes the first among equals`() {
    #expect(CategoricalPolicy(logits: [[1, 2, 2], [0, 0], [-3, -1]]).mode == [1, 0, 1])
  }

  @Test func `samples follow the probabilities`() {
    var rng = SplitMix64(seed: Seed(3))
    let sampleCount = 40_000
    var counts = policy.logits.map { $0.map { _ in 0.0 } }
    for _ in 0..<sampleCount {
      for (choice, option) in policy.sample(using: &rng).enumerated() {
        counts[choice][option] += 1
      }
    }
    for (counts, probabilities) in zip(counts, policy.probabilities) {
      for (count, probability) in zip(counts, probabilities) {
        let deviation = (probability * (1 - probability) / Double(sampleCount)).squareRoot()
        #expect(abs(count / Double(sampleCount) - probability) < 5 * deviation)
      }
    }
  }

  @Test func `impossible options are never drawn`() {
    let policy = CategoricalPolicy(logits: [[-1000, 0, -1000], [0, 0, -1000]])
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(policy.sample(using: &zeros) == [1, 0])
    #expect(policy.sample(using: &ones) == [1, 1])
  }
}
