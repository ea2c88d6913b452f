import Testing

@testable import AsViTPage

struct ElementTests {
  @Test func `text and attributes are escaped`() {
    let element = Element(
      "a", ["title": "\"x\" & <y>", "hidden": nil], text: "1 < 2 & 3",
      children: [Element("b")])
    #expect(
      element.description
        == "<a title=\"&quot;x&quot; &amp; &lt;y&gt;\">1 &lt; 2 &amp; 3<b/></a>")
  }

  @Test(arguments: [
    (0.0, "0"), (12.0, "12"), (1.5, "1.5"), (1.25, "1.25"), (1.05, "1.05"), (-0.004, "0"),
    (-0.25, "-0.25"), (3.14159, "3.14"), (99.999, "100"),
  ])
  func `coordinates have at most two digits after the point`(value: Double, text: String) {
    #expect(value.coordinate == text)
  }
}
