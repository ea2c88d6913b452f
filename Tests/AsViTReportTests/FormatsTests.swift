import AsViTReport
import Testing

struct FormatsTests {
  @Test(arguments: [
    (0, "0 s"), (59.4, "59 s"), (200, "3 min 20 s"), (7500, "2 h 05 min"), (-3, "0 s"),
    (1e300, "1e+300 s"), (.infinity, "inf s"),
  ])
  func `durations of any length`(seconds: Double, text: String) {
    #expect(seconds.shownAsDuration == text)
  }
}
