/// Axes side by side, each with its own range, and a line across them for each thing measured.
struct ParallelCoordinates: Sendable {
  struct Line: Sendable {
    /// One for each axis.
    let values: [Double]
    let ink: Ink
    let tooltip: String
    /// The number of its architecture in the index of the page; nil where nothing can be asked.
    var architecture: Int?
  }

  let title: String
  let summary: String
  /// At least two.
  let axes: [Axis]
  /// From the back to the front.
  let lines: [Line]

  private static let (width, height) = (480.0, 300.0)
  private static let (left, right) = (46.0, 434.0)
  private static let (top, bottom) = (52.0, 276.0)

  /// - Parameter id: unique on the page.
  func drawing(id: String) -> Element {
    .drawing(
      id: id, width: Self.width, height: Self.height, title: title, summary: summary,
      class: "plot", lines.map(element(of:)) + axes.indices.flatMap(elements(ofAxis:)))
  }

  private func x(_ axis: Int) -> Double {
    Self.left + (Self.right - Self.left) * Double(axis) / Double(axes.count - 1)
  }

  private func y(_ value: Double, on axis: Int) -> Double {
    Self.bottom - axes[axis].position(of: value) * (Self.bottom - Self.top)
  }

  private func element(of line: Line) -> Element {
    let points = line.values.enumerated().map { axis, value in
      "\(x(axis).coordinate),\(y(value, on: axis).coordinate)"
    }
    return Element(
      "polyline",
      [
        "points": points.joined(separator: " "), "class": "thread \(line.ink.className)",
        "data-a": line.architecture.map { "\($0)" },
      ], children: [Element("title", text: line.tooltip)])
  }

  /// An axis with its name, above the next one's, and its ends.
  private func elements(ofAxis index: Int) -> [Element] {
    let (axis, x) = (axes[index], x(index))
    let anchor = index == 0 ? "start" : index == axes.count - 1 ? "end" : "middle"
    let (start, end) = (index == 0 ? 0 : x, index == axes.count - 1 ? Self.width : x)
    let place = anchor == "start" ? start : anchor == "end" ? end : x
    let ticks = axis.ticks(count: 5)
    let marks = [ticks.first, ticks.last].compactMap(\.self).map { tick in
      Element.text(
        tick.text, x: x + (index == axes.count - 1 ? 5 : -5), y: y(tick.value, on: index) + 4,
        class: "mark tick", anchor: index == axes.count - 1 ? "start" : "end")
    }
    return [
      .line(from: (x, Self.top), to: (x, Self.bottom), class: "axis"),
      .text(
        axis.label, x: place, y: index.isMultiple(of: 2) ? 16 : 38, class: "label", anchor: anchor),
    ] + marks
  }
}
