import AsViTNumerics
import Testing

@testable import AsViTStatistics

struct ResampledTests {
  /// Expected values are numpy's `quantile`.
  @Test func `quantiles lie between neighbours`() {
    let values: [Double] = [1, 2, 4, 8, 16]
    for (fraction, expected) in [(0, 1), (0.025, 1.1), (0.3, 2.4), (0.9, 12.8), (1, 16)] {
      #expect(abs(quantile(fraction, ofSorted: values) - expected) < 1e-14)
    }
    #expect(quantile(0.5, ofSorted: [3]) == 3)
  }

  @Test func `the interval leaves out a fortieth on either side`() {
    let statistic = Resampled([7] + (0...1000).reversed().map { Double($0) })
    #expect(statistic.estimate == 7)
    #expect(statistic.interval == 25...975)
    #expect(Resampled([7]).interval == nil)
    #expect(Resampled([7, 2, 2, 2]).interval == 2...2)
  }

  @Test func `samples without a value are left out while they are few`() {
    let few = [Double?](repeating: nil, count: 5) + (0..<95).map { Double($0) }
    #expect(Resampled([1] + few).interval != nil)
    #expect(Resampled([1] + [nil] + few).interval == nil)
    #expect(Resampled([nil] + few).estimate == nil)
  }

  @Test func `differences are paired`() {
    let difference = Resampled([3, 5, nil, 1]) - Resampled([1, 4, 2, nil])
    #expect(difference.values == [2, 1, nil, nil])
  }

  /// A sample holds a row about as often as a Poisson variable of mean 1 says.
  @Test func `samples draw with replacement, each by its own seed`() {
    let (rows, samples) = (200, 50)
    func weights(_ seed: UInt64, _ sampleCount: Int) -> [Int16] {
      Resampling(
        rowCount: rows, sampleCount: sampleCount, seed: Seed(seed), workers: Workers(count: 1)
      ).weights
    }
    let all = weights(0, samples)
    #expect(all.prefix(rows).allSatisfy { $0 == 1 })
    let absent = all.dropFirst(rows).count { $0 == 0 }
    #expect(abs(Double(absent) / Double(rows * samples) - 0.366) < 0.02)
    #expect(Array(weights(0, 3)) == Array(all.prefix(4 * rows)))
    #expect(weights(1, 3) != weights(0, 3))
  }
}
