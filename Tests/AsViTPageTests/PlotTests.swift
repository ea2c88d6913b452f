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

  @Test func `dots that can be asked have a number`() {
    let dots = [3, nil].map {
      Plot.Dot(point: .init(x: 5, y: 0.5), ink: .accent, tooltip: "", architecture: $0)
    }
    let svg = drawing([.dots(dots)])
    #expect(svg.matches(of: #/data-a="3"/#).count == 1 && svg.matches(of: #/data-a/#).count == 1)
  }

  @Test func `error bars reach from the point and end at the frame`() throws {
    let svg = drawing([
      .dots([Plot.Dot(point: .init(x: 5, y: 0.5), ink: .accent, tooltip: "")]),
      .spreads([Plot.Spread(point: .init(x: 5, y: 0.5), x: 1, y: 7)]),
    ])
    let dot = try #require(svg.firstMatch(of: #/cx="([\d.]+)" cy="([\d.]+)"/#))
    let path = try #require(
      svg.firstMatch(
        of: #/d="M([\d.]+) ([\d.]+)H([\d.]+)M([\d.]+) ([\d.]+)V([\d.]+)" class="spread"/#))
    #expect(path.2 == dot.2 && path.4 == dot.1)
    let (low, x, high) = (Double(path.1)!, Double(dot.1)!, Double(path.3)!)
    #expect(abs((high - x) - (x - low)) < 0.02 && high - x > 20)
    #expect(path.5 == "252" && path.6 == "34")
  }

  @Test func `names leave each other room, the first before others`() {
    let points = [0.5, 0.51, 0.9].map { Plot.Point(x: 5, y: $0) }
    let svg = drawing([.names(zip(points, ["A", "B", "C"]).map { ($0, $1) })])
    #expect(svg.contains(">A</text>") && !svg.contains(">B</text>") && svg.contains(">C</text>"))
  }

  @Test func `an axis of steps tells its range`() {
    let svg = Plot(
      title: "", summary: "", x: Axis("step", holding: [0, 40], isPadded: false, isWhole: true),
      y: Axis("y", holding: [0, 1]), marks: []
    ).drawing(id: "p").description
    #expect(svg.contains("data-from=\"0\" data-to=\"40\""))
    #expect(!drawing([]).contains("data-from"))
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

struct ParallelCoordinatesTests {
  @Test func `lines cross each axis at their value`() throws {
    let axes = [[0.0, 1], [0, 10]].map { Axis("a", holding: $0, isPadded: false) }
    let svg = ParallelCoordinates(
      title: "t", summary: "s", axes: axes,
      lines: [.init(values: [1, 0], ink: .ink, tooltip: "1 < 2", architecture: 4)]
    ).drawing(id: "p").description
    #expect(
      svg.contains(
        "<polyline points=\"46,52 434,276\" class=\"thread ink\" data-a=\"4\">"
          + "<title>1 &lt; 2</title></polyline>"))
  }
}

struct ShareBarsTests {
  @Test func `bars are as long as their shares`() {
    let svg = ShareBars(
      title: "t", summary: "s",
      rows: [
        .init(label: "a", share: 0.4, mark: 0.1, tooltip: "x"),
        .init(label: "b", share: 0.2, mark: nil, tooltip: "y"),
      ]
    ).drawing(id: "s").description
    #expect(svg.contains("width=\"240\" height=\"14\" class=\"bar accent\""))
    #expect(svg.contains("width=\"120\" height=\"14\" class=\"bar accent\""))
    #expect(svg.contains("x1=\"230\" y1=\"2\" x2=\"230\"") && svg.contains(">40.0 %</text>"))
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
