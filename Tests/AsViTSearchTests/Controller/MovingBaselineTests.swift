import AsViTSearch
import Testing

@Suite struct MovingBaselineTests {
  /// By hand for μ = ½: 4; (4/2 + 1)/2 / (3/4) = 2; (3/2 + 8)/2 / (7/8) = 38/7.
  @Test func `the baseline averages with correction`() throws {
    var baseline = MovingBaseline(momentum: 0.5)
    #expect(baseline.value == nil)
    for (reward, expected) in [(4.0, 4.0), (1, 2), (8, 38.0 / 7)] {
      baseline.update(with: reward)
      #expect(abs(try #require(baseline.value) - expected) < 1e-14)
    }
  }

  @Test func `constant rewards are their own average`() throws {
    var baseline = MovingBaseline()
    for _ in 0..<100 {
      baseline.update(with: -0.7)
      #expect(abs(try #require(baseline.value) + 0.7) < 1e-14)
    }
  }
}
