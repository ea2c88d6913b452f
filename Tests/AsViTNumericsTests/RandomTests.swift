import AsViTKernelInterface
import AsViTNumerics
import Glibc
import Testing

@Suite struct RandomTests {
  private func samples<Scalar: NetworkScalar>(
    _ count: Int, seed: UInt64, as _: Scalar.Type = Scalar.self
  ) -> [Scalar] {
    let output = ScalarBuffer<Scalar>(count: count)
    Scalar.kernels.fillNormal(
      NormalSamples(count: count, seed: seed, standardDeviation: 1, output: output.base))
    return output.values
  }

  @Test func `samples are normal`() {
    let values: [Double] = samples(200_000, seed: 1).sorted()
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
    #expect(abs(mean) < 0.01 && abs(variance - 1) < 0.015)
    // The Kolmogorov-Smirnov distance exceeds 1.95 / √n once in a thousand seeds.
    let distance = values.enumerated().map { index, value in
      abs(0.5 * erfc(-value / 2.0.squareRoot()) - (Double(index) + 0.5) / Double(values.count))
    }.max()!
    #expect(distance < 1.95 / Double(values.count).squareRoot())
  }

  @Test func `each sample is the quantile of its bits`() {
    let values: [Double] = samples(4096, seed: 42)
    var generator = SplitMix64(seed: Seed(42))
    for pair in stride(from: 0, to: values.count, by: 2) {
      let bits = generator.next()
      for (index, half) in [UInt32(truncatingIfNeeded: bits), UInt32(bits >> 32)].enumerated() {
        let p = (Double(half & 0x7FFF_FFFF) + 0.5) / 4_294_967_296
        let value = values[pair + index]
        #expect((value >= 0) == (half >> 31 == 0))
        // Φ(−|z|) is the probability; far out its relative error is z² times that of z.
        let probability = 0.5 * erfc(abs(value) / 2.0.squareRoot())
        #expect(abs(probability / p - 1) < 1e-6 * max(1, value * value), "\(value)")
      }
    }
  }

  @Test func `Float and Double draw the same, and a prefix of a longer draw`() {
    let short: [Float] = samples(37, seed: 3)
    let long: [Double] = samples(80, seed: 3)
    #expect(short.map { Double($0) } == Array(long[..<37]))
    #expect(short != samples(37, seed: 4))
  }

  @Test func `names and numbers lead to unrelated seeds`() {
    let root = Seed(0)
    let seeds = [
      root, root.derived("a"), root.derived("b"), root.derived("a").derived("b"),
      root.derived("b").derived("a"), root.derived("ab"), root.derived(1), root.derived(11),
      Seed(1).derived("a"), root.derived(""),
    ]
    #expect(Set(seeds).count == seeds.count)
    #expect(root.derived("a") == Seed(0).derived("a"))
  }

  @Test func `SplitMix64 is the published generator`() {
    var generator = SplitMix64(seed: Seed(1_234_567))
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }
}
