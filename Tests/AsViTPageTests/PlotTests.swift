import Testing

@testable import AsViTPage

struct PlotTests {
  private func drawing(_ marks: [Plot.Mark]) -> String {
    Plot(
      title: "A & B", summary: "one <line>", x: Axis("x", holding: [0, 10], isPadded: false),
      y: Axis("y", holding: [0, 1], isPadded: false), marks: marks
    ).drawing(id: "p").description
  }

  @Test func `a drawing says what it is`() {
    let svg = drawing([])
    #expect(svg.hasPrefix("<svg viewBox=\"0 0 480 300\" role=\"img\""))
    #expect(svg.contains("aria-labelledby=\"p-title p-summary\""))
    #expect(svg.contains("<title id=\"p-title\">A &amp; B</title>"))
    #expect(svg.contains("<desc id=\"p-summary\">one &lt;line&gt;</desc>"))
  }

  @Test func `the corners of the axes are the corners of the frame`() throws {
    let ends = [Plot.Point(x: 0, y: 0), Plot.Point(x: 10, y: 1)]
    let svg = drawing([.line(ends, .accent)])
    let line = try #require(svg.firstMatch(of: #/points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"/#))
    #expect(line.3 == "462" && line.2 == "252" && line.4 == "34")
    #expect(try #require(Double(line.1)) < 60)
    #expect(svg.contains("class=\"line accent\""))
  }

  @Test func `dots tell what they are`() {
    let svg = drawing([
      .dots([Plot.Dot(point: .init(x: 5, y: 0.5), ink: .ramp(1), tooltip: "a < b")])
    ])
    #expect(svg.contains("class=\"dot ramp-8\"><title>a &lt; b</title></circle>"))
  }

  @Test func `parts of a bar stand on each other`() throws {
    let svg = drawing([
      .bars(
        [Plot.Bar(x: 5, parts: [(0.25, .series(0), "low"), (0.5, .series(1), "high")])], width: 1)
    ])
    let bars = svg.matches(of: #/y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="bar/#)
    try #require(bars.count == 2)
    #expect(Double(bars[0].1) == Double(bars[1].1)! + Double(bars[1].2)!)
    #expect(Double(bars[1].2) == 2 * Double(bars[0].2)!)
  }

  @Test func `bands lie behind everything`() throws {
    let band = Plot.Band(range: 2...6, label: "phase", tooltip: "1/4")
    let svg = drawing([.line([.init(x: 0, y: 0), .init(x: 1, y: 1)], .accent), .bands([band])])
    let place = try #require(svg.firstRange(of: "class=\"band\"")).lowerBound
    #expect(place < svg.firstRange(of: "class=\"grid\"")!.lowerBound)
    #expect(svg.contains(">phase</text>"))
  }
}

struct HeatMapTests {
  @Test func `neighbours of one shade are one rectangle`() {
    let map = HeatMap(
      title: "t", summary: "s",
      rows: [.init(label: "4", values: [0, 0, 1, 1, 1, 0.5], tooltip: "x")], ends: ("0", "9"))
    let svg = map.drawing(id: "h").description
    #expect(svg.matches(of: #/class="shade-10"/#).count == 1)
    #expect(svg.contains("d=\"M100 1h105v17h-105z\" class=\"shade-10\""))
    #expect(svg.contains("d=\"M205 1h35v17h-35z\" class=\"shade-5\""))
  }
}
