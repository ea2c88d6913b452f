import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct DrawsTests {
  @Test func `extremes stay in range`() {
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(zeros.uniform() == 0 && ones.uniform() < 1)
    #expect(zeros.index(below: 3) == 0 && ones.index(below: 3) == 2)
    #expect(zeros.normal() == 0 && ones.normal().isFinite)
  }

  @Test func `indices are equally likely`() {
    var rng = SplitMix64(seed: Seed(1))
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[rng.index(below: 3)] += 1 }
    // Five standard deviations of a binomial: 5 √(30000 · 1/3 · 2/3) = 408.
    for count in counts { #expect(abs(count - 10_000) < 408) }
  }

  @Test func `normal values have mean zero and variance one`() {
    var rng = SplitMix64(seed: Seed(2))
    let values = (0..<40_000).map { _ in rng.normal() }
    let mean = values.reduce(0, +) / 40_000
    let variance = values.reduce(0) { $0 + $1 * $1 } / 40_000 - mean * mean
    #expect(abs(mean) < 5 / 200)
    #expect(abs(variance - 1) < 5 * (2.0 / 40_000).squareRoot())
    #expect(abs(Double(values.filter { $0 > 1.96 }.count) / 40_000 - 0.025) < 0.004)
  }
}
