import AsViTStatistics
import Testing

struct StudentQuantileTests {
  /// Tables of Student's t, two-sided 5 %.
  @Test(arguments: [
    (1, 12.7062), (2, 4.30265), (3, 3.18245), (4, 2.77645), (6, 2.44691), (10, 2.22814),
    (30, 2.04227), (1000, 1.96234),
  ])
  func `quantiles are those of tables`(freedom: Int, expected: Double) {
    #expect(abs(studentQuantile(freedom: freedom) / expected - 1) < 0.003)
  }
}
