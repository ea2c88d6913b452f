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

  @Test(arguments: [
    (0.073694, "0.07369"), (119.2, "119.2"), (9999.4, "9999"), (20_023.98, "20024"),
    (-1_655_432, "-1655432"), (1e15, "1e+15"), (1.5e-7, "1.5e-07"),
  ])
  func `numbers have four digits, and all those before the point`(value: Double, text: String) {
    #expect(value.shown() == text)
  }
}
