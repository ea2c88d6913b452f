/// A small map of values from 0 to 1: one row for each option, one column for each moment.
struct HeatMap: Sendable {
  struct Row: Sendable {
    let label: String
    /// One for each column.
    let values: [Double]
    let tooltip: String
  }

  let title: String
  let summary: String
  let rows: [Row]
  /// The texts below the first column and below the last.
  let ends: (first: String, last: String)

  private static let width = 240.0
  private static let left = 30.0
  private static let rowHeight = 19.0
  /// Values are drawn in so many shades.
  static let shadeCount = 10

  /// - Parameter id: unique on the page.
  func drawing(id: String) -> Element {
    let foot = Double(rows.count) * Self.rowHeight
    let parts = rows.enumerated().flatMap { elements(of: $1, at: Double($0) * Self.rowHeight) }
    return .drawing(
      id: id, width: Self.width, height: foot + 20, title: title, summary: summary,
      class: "map",
      parts + [
        .text(ends.first, x: Self.left, y: foot + 16, class: "tick"),
        .text(ends.last, x: Self.width, y: foot + 16, class: "tick", anchor: "end"),
      ])
  }

  /// One path for each shade, so that maps of many moments stay small.
  private func elements(of row: Row, at top: Double) -> [Element] {
    let cell = (Self.width - Self.left) / Double(row.values.count)
    var paths = [String](repeating: "", count: Self.shadeCount + 1)
    let shades = row.values.map { Int(($0 * Double(Self.shadeCount)).rounded()) }
    var start = 0
    while start < shades.count {
      let end = shades[start...].firstIndex { $0 != shades[start] } ?? shades.count
      let (x, width) = (Self.left + Double(start) * cell, Double(end - start) * cell)
      paths[shades[start]] +=
        "M\(x.coordinate) \((top + 1).coordinate)h\(width.coordinate)v\((Self.rowHeight - 2).coordinate)"
        + "h\((-width).coordinate)z"
      start = end
    }
    let shaded = paths.enumerated().dropFirst().filter { !$1.isEmpty }.map { shade, path in
      Element("path", ["d": path, "class": "shade-\(shade)"])
    }
    return [
      .text(row.label, x: Self.left - 7, y: top + 14, class: "tick", anchor: "end"),
      .rectangle(
        x: Self.left, y: top + 1, width: Self.width - Self.left, height: Self.rowHeight - 2,
        class: "shade-0"),
    ] + shaded + [
      .rectangle(
        x: Self.left, y: top, width: Self.width - Self.left, height: Self.rowHeight,
        class: "sensor", tooltip: row.tooltip)
    ]
  }
}
