extension Plot {
  /// - Parameter id: unique on the page.
  func drawing(id: String) -> Element {
    let frame = Frame(self)
    return .drawing(
      id: id, width: Frame.width, height: Frame.height, title: title, summary: summary,
      class: "plot",
      frame.bands() + frame.axes() + marks.flatMap(frame.elements))
  }
}

/// The place of a plot's marks on the drawing. Margins leave room for the larger letters that the
/// style sheet takes on narrow screens.
private struct Frame {
  static let width = 480.0
  static let height = 300.0
  private static let letterWidth = 8.6

  let plot: Plot
  let xTicks: [(value: Double, text: String)]
  let yTicks: [(value: Double, text: String)]
  let left: Double
  let right = Frame.width - 18
  let top = 34.0
  let bottom = Frame.height - 48

  init(_ plot: Plot) {
    self.plot = plot
    xTicks = plot.x.ticks(count: 7)
    yTicks = plot.y.ticks(count: 6)
    left = 14 + Self.letterWidth * Double(yTicks.map(\.text.count).max() ?? 0)
  }

  private func x(_ value: Double) -> Double {
    left + plot.x.position(of: value) * (right - left)
  }

  private func y(_ value: Double) -> Double {
    bottom - plot.y.position(of: value) * (bottom - top)
  }

  func axes() -> [Element] {
    let rows = yTicks.flatMap { tick in
      let y = y(tick.value)
      return [
        Element.line(from: (left, y), to: (right, y), class: "grid"),
        .text(tick.text, x: left - 7, y: y + 4, class: "tick", anchor: "end"),
      ]
    }
    let columns = xTicks.flatMap { tick in
      let x = x(tick.value)
      return [
        Element.line(from: (x, bottom), to: (x, bottom + 5), class: "axis"),
        .text(tick.text, x: x, y: bottom + 20, class: "tick", anchor: "middle"),
      ]
    }
    return rows + columns + [
      plot.x.isWhole
        ? .steps(from: left, to: right, y: bottom, plot.x.range)
        : .line(from: (left, bottom), to: (right, bottom), class: "axis"),
      .text(plot.y.label, x: 2, y: 16, class: "label"),
      .text(plot.x.label, x: right, y: Self.height - 6, class: "label", anchor: "end"),
    ]
  }

  func bands() -> [Element] {
    for case .bands(let bands) in plot.marks {
      return bands.enumerated().flatMap { index, band in
        let (start, end) = (x(band.range.lowerBound), x(band.range.upperBound))
        let className = index.isMultiple(of: 2) ? "band" : "band alternate"
        let area = Element.rectangle(
          x: start, y: top, width: end - start, height: bottom - top, class: className,
          tooltip: band.tooltip)
        let label = Element.text(
          band.label, x: (start + end) / 2, y: top + 14, class: "note", anchor: "middle")
        let hasRoom = end - start > Self.letterWidth * Double(band.label.count)
        return hasRoom ? [area, label] : [area]
      }
    }
    return []
  }

  func elements(of mark: Plot.Mark) -> [Element] {
    switch mark {
    case .line(let points, let ink, let isDashed):
      let path = points.map { "\(x($0.x).coordinate),\(y($0.y).coordinate)" }
      let className = "line \(ink.className)" + (isDashed ? " dashed" : "")
      return [Element("polyline", ["points": path.joined(separator: " "), "class": className])]
    case .dots(let dots, let radius):
      return dots.map { dot in
        Element(
          "circle",
          [
            "cx": x(dot.point.x).coordinate, "cy": y(dot.point.y).coordinate,
            "r": radius.coordinate, "class": "dot \(dot.ink.className)",
            "data-a": dot.architecture.map { "\($0)" },
          ], children: [Element("title", text: dot.tooltip)])
      }
    case .ring(let point, let label):
      let (x, y) = (x(point.x), y(point.y))
      let anchor = x < left + 30 ? "start" : x > right - 30 ? "end" : "middle"
      return [
        Element("circle", ["cx": x.coordinate, "cy": y.coordinate, "r": "7", "class": "ring"]),
        // Below, as names of points are above, unless the axis is there.
        .text(
          label, x: x, y: y > bottom - 30 ? y - 13 : y + 22, class: "mark", anchor: anchor),
      ]
    case .spreads(let spreads):
      return [Element("path", ["d": spreads.map(path).joined(), "class": "spread"])]
    case .names(let names):
      return elements(of: names)
    case .bands:
      return []
    case .bars(let bars, let width):
      return bars.flatMap { elements(of: $0, width: width) }
    }
  }

  /// Error bars end at the frame.
  private func path(of spread: Plot.Spread) -> String {
    let (x, y) = (x(spread.point.x).coordinate, y(spread.point.y).coordinate)
    let row = spread.x.map {
      "M\(self.x(spread.point.x - $0).coordinate) \(y)H\(self.x(spread.point.x + $0).coordinate)"
    }
    let column = spread.y.map {
      "M\(x) \(self.y(spread.point.y - $0).coordinate)V\(self.y(spread.point.y + $0).coordinate)"
    }
    return (row ?? "") + (column ?? "")
  }

  private func elements(of names: [(point: Plot.Point, text: String)]) -> [Element] {
    var taken: [(x: Double, y: Double)] = []
    return names.compactMap { point, text in
      let (x, y) = (min(x(point.x) + 9, right - 8), y(point.y) - 7)
      guard taken.allSatisfy({ abs($0.x - x) > 16 || abs($0.y - y) > 15 }) else { return nil }
      taken.append((x, y))
      return .text(text, x: x, y: y, class: "mark name", anchor: "middle")
    }
  }

  private func elements(of bar: Plot.Bar, width: Double) -> [Element] {
    var foot = 0.0
    return bar.parts.map { part in
      let (low, high) = (y(foot), y(foot + part.height))
      foot += part.height
      let (start, end) = (x(bar.x - width / 2), x(bar.x + width / 2))
      return .rectangle(
        x: start, y: high, width: end - start, height: low - high,
        class: "bar \(part.ink.className)", tooltip: part.tooltip)
    }
  }
}
