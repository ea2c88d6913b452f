import AsViTNumerics
import Testing

@testable import AsViTStatistics

/// The expected values of the table are scipy's (1.17, `kendalltau` and `spearmanr`).
struct RankCorrelationTests {
  private static let x: [Double?] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
  private static let y: [Double?] = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5]
  private static let z: [Double?] = [1, 6, 1, 8, 0, 3, 3, 9, 8, 8, 7, 4]

  private static func rows(_ count: Int, samples: Int = 0, threads: Int = 1) -> Resampling {
    Resampling(
      rowCount: count, sampleCount: samples, seed: Seed(7), workers: Workers(count: threads))
  }

  private let table = Self.rows(12)
  private var orders: (x: SampledOrdering, y: SampledOrdering, z: SampledOrdering) {
    (
      table.counting(Ordering(Self.x)), table.counting(Ordering(Self.y)),
      table.counting(Ordering(Self.z))
    )
  }

  @Test func `tau and rho are those of scipy, ties included`() throws {
    let (x, y, z) = orders
    let expected: [(SampledOrdering, SampledOrdering, tau: Double, rho: Double)] = [
      (x, y, 0.17109647770728875, 0.1415796863640157),
      (x, z, -0.06557377049180328, -0.033928571428571426),
      (y, z, 0.47907013758040845, 0.6298480919014544),
    ]
    for (first, second, tau, rho) in expected {
      #expect(abs(try #require(table.tau(first, second).estimate) - tau) < 1e-15)
      #expect(abs(try #require(table.rho(first, second).estimate) - rho) < 1e-15)
      #expect(table.tau(first, second).interval == nil)
    }
  }

  @Test func `partial tau holds the third order`() throws {
    let (x, y, z) = orders
    let partial = partialTau(table.tau(x, y), table.tau(x, z), table.tau(y, z))
    #expect(abs(try #require(partial.estimate) - 0.23120655830968287) < 1e-15)
    #expect(partialTau(table.tau(x, y), table.tau(x, y), table.tau(y, y)).estimate == nil)
  }

  /// Of 16 pairs whose z differ by at most 1 one more is discordant than concordant.
  @Test func `tau among near pairs counts ties as neither`() {
    let (x, y, _) = orders
    let near = PairSelection.near(Self.z.map { $0! }, tolerance: 1)
    #expect(table.count(near) == 16)
    #expect(table.tau(x, y, among: table.counting(near)).estimate == -1.0 / 16)
  }

  @Test func `tau among equal pairs is of those with one number`() {
    let rows = Self.rows(5)
    let (first, second) = (
      rows.counting(Ordering([1, 2, 3, 4, 5])), rows.counting(Ordering([1, 2, 9, 8, 7]))
    )
    let pairs = rows.counting(PairSelection.equal([0, 0, 4, 4, 4]))
    #expect(pairs.count == 4)
    #expect(rows.tau(first, second, among: pairs).estimate == (1.0 - 3) / 4)
    let none = rows.counting(PairSelection.equal([0, 1, 2, 3, 4]))
    #expect(rows.tau(first, second, among: none).estimate == nil)
  }

  @Test func `rows without a value rank last in either direction`() {
    #expect(Ordering([5, nil, 7, 5]).levels == [1, 0, 2, 1])
    #expect(Ordering([5, nil, 7, 5], higherIsBetter: false).levels == [2, 0, 1, 2])
    #expect(Ordering([-0.0, 0]).levels == [0, 0])
    #expect(Ordering([]).levels == [])
  }

  @Test func `an order of equals has no correlation`() {
    let rows = Self.rows(3)
    let (ties, order) = (
      rows.counting(Ordering([4, 4, 4])), rows.counting(Ordering([1, 2, 3]))
    )
    #expect(rows.tau(ties, order).estimate == nil)
    #expect(rows.rho(ties, order).estimate == nil)
  }

  /// Weights are as good as rows that are there several times: two copies of a row are tied in
  /// everything.
  @Test func `a sample is the table of its rows`() throws {
    let rows = Self.rows(40, samples: 5)
    var rng = SplitMix64(seed: Seed(1))
    let (a, b, c) = (
      (0..<40).map { _ in Double(rng.index(below: 15)) },
      (0..<40).map { _ in Double(rng.index(below: 30)) },
      (0..<40).map { _ in rng.uniform() }
    )
    let (first, second) = (rows.counting(Ordering(a)), rows.counting(Ordering(b)))
    let near = rows.counting(PairSelection.near(c, tolerance: 0.2))
    let statistics = (
      tau: rows.tau(first, second).values, rho: rows.rho(first, second).values,
      near: rows.tau(first, second, among: near).values
    )
    for sample in 1...5 {
      let drawn = (0..<40).flatMap { row in
        Array(repeating: row, count: Int(rows.weights[40 * sample + row]))
      }
      #expect(drawn.count == 40)
      let copies = Self.rows(40)
      let (x, y) = (
        copies.counting(Ordering(drawn.map { a[$0] })),
        copies.counting(Ordering(drawn.map { b[$0] }))
      )
      #expect(statistics.tau[sample] == copies.tau(x, y).estimate)
      let rho = try #require(copies.rho(x, y).estimate)
      #expect(abs(try #require(statistics.rho[sample]) - rho) < 1e-14)
      var (sum, count) = (0, 0)
      for i in drawn.indices {
        for j in 0..<i where drawn[i] != drawn[j] && abs(c[drawn[i]] - c[drawn[j]]) <= 0.2 {
          let (p, q) = (a[drawn[i]] - a[drawn[j]], b[drawn[i]] - b[drawn[j]])
          sum += p * q > 0 ? 1 : p * q < 0 ? -1 : 0
          count += 1
        }
      }
      #expect(statistics.near[sample] == Double(sum) / Double(count))
    }
  }

  @Test func `any number of threads gives the same bits`() {
    let values = (0..<12).map { Self.x[$0] }
    let statistics = [1, 2, 3].map { threads in
      let rows = Self.rows(12, samples: 50, threads: threads)
      let (first, second) = (
        rows.counting(Ordering(values)), rows.counting(Ordering(Self.y))
      )
      return [rows.tau(first, second).values, rows.rho(first, second).values]
    }
    #expect(statistics[0] == statistics[1] && statistics[0] == statistics[2])
    #expect(Set(statistics[0][0]).count > 10)
  }
}
