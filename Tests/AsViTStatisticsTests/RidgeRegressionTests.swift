import AsViTNumerics
import AsViTStatistics
import Testing

struct RidgeRegressionTests {
  /// Rows with two numbers and two columns of a choice that add up to 1.
  private static func rows(_ count: Int, seed: UInt64) -> [[Double]] {
    var rng = SplitMix64(seed: Seed(seed))
    return (0..<count).map { index in
      [rng.normal(), rng.normal(), index % 3 == 0 ? 1 : 0, index % 3 == 0 ? 0 : 1]
    }
  }

  @Test func `effects without noise are found`() throws {
    let rows = Self.rows(40, seed: 1)
    let targets = rows.map { 5 + 2 * $0[0] - 3 * $0[1] + 4 * $0[2] }
    let fit = try #require(RidgeRegression(rows, targets))
    #expect(fit.penalty == 0.01 && fit.rSquared > 0.999_99)
    #expect(abs(fit.coefficients[0] - 2) < 1e-2 && abs(fit.coefficients[1] + 3) < 1e-2)
    // Only the difference of the two columns of a choice is known.
    #expect(abs(fit.coefficients[2] - fit.coefficients[3] - 4) < 1e-2)
    #expect(abs(fit.prediction(for: [1, 1, 0, 1]) - 4) < 1e-2)
  }

  /// Against fits of all other rows, with the same penalty.
  @Test(arguments: [(8, 0.1), (30, 3.0)])
  func `leaving a row out is what a fit of the others says`(count: Int, noise: Double) throws {
    let rows = Self.rows(count, seed: 4)
    var rng = SplitMix64(seed: Seed(9))
    let targets = rows.map { $0[0] + noise * rng.normal() }
    let fit = try #require(RidgeRegression(rows, targets))
    for left in rows.indices {
      let others = rows.indices.filter { $0 != left }
      let count = Double(others.count)
      let mean = others.reduce(0) { $0 + targets[$1] } / count
      let means = (0..<4).map { column in others.reduce(0) { $0 + rows[$1][column] } / count }
      // Gradient descent on the penalised squares; slow and without a matrix.
      var coefficients = [0.0, 0, 0, 0]
      for _ in 0..<40_000 {
        var gradient = coefficients.map { $0 * fit.penalty }
        for row in others {
          let error =
            (0..<4).reduce(mean - targets[row]) {
              $0 + coefficients[$1] * (rows[row][$1] - means[$1])
            }
          for column in 0..<4 { gradient[column] += error * (rows[row][column] - means[column]) }
        }
        for column in 0..<4 { coefficients[column] -= 2e-3 * gradient[column] }
        if gradient.allSatisfy({ abs($0) < 1e-12 }) { break }
      }
      let prediction = (0..<4).reduce(0) { $0 + coefficients[$1] * (rows[left][$1] - means[$1]) }
      #expect(abs(fit.leaveOneOut[left] - prediction) < 1e-6)
    }
  }

  @Test func `noise alone is shrunk and explains nothing`() throws {
    let rows = Self.rows(60, seed: 2)
    var rng = SplitMix64(seed: Seed(7))
    let fit = try #require(RidgeRegression(rows, rows.map { _ in rng.normal() }))
    #expect(fit.rSquared < 0.1)
    #expect(fit.coefficients.allSatisfy { abs($0) < 0.3 })
  }

  @Test func `the deviation of a coefficient is that of least squares where data rule`() throws {
    var rng = SplitMix64(seed: Seed(3))
    let rows = (0..<400).map { _ in [rng.normal()] }
    let targets = rows.map { 3 * $0[0] + 0.5 * rng.normal() }
    let fit = try #require(RidgeRegression(rows, targets))
    #expect(abs(fit.deviation * fit.deviation - 0.25) < 0.03)
    #expect(abs(fit.deviation(ofSum: [1]) / (0.5 / 20) - 1) < 0.15)
    #expect(fit.deviation(ofSum: [2]) == 2 * fit.deviation(ofSum: [1]))
  }

  @Test func `targets near the largest numbers do not overflow`() throws {
    let rows = Self.rows(30, seed: 6)
    let fit = try #require(RidgeRegression(rows, rows.map { $0[0] * 1e299 }))
    #expect(fit.rSquared > 0.99 && fit.deviation.isFinite)
    #expect(fit.leaveOneOut.allSatisfy { $0.isFinite })
  }

  @Test func `without differences there is no fit`() {
    #expect(RidgeRegression([[1], [2]], [1, 2]) == nil)
    #expect(RidgeRegression([[1], [2], [3]], [4, 4, 4]) == nil)
  }
}
