import AsViTReport

/// Shares of a whole as bars below each other, each with what chance alone would come to.
struct ShareBars: Sendable {
  struct Row: Sendable {
    let label: String
    /// From 0 to 1.
    let share: Double
    /// From 0 to 1; nil where it is not marked.
    let mark: Double?
    let tooltip: String
  }

  let title: String
  let summary: String
  let rows: [Row]

  private static let (width, rowHeight) = (480.0, 26.0)
  private static let (left, right) = (170.0, 410.0)

  /// - Parameter id: unique on the page.
  func drawing(id: String) -> Element {
    let largest = rows.map { max($0.share, $0.mark ?? 0) }.max() ?? 1
    // The longest bar fills its place.
    let scale = (Self.right - Self.left) / max(largest, 1e-9)
    return .drawing(
      id: id, width: Self.width, height: Double(rows.count) * Self.rowHeight + 4, title: title,
      summary: summary,
      rows.enumerated().flatMap { elements(of: $1, at: Double($0) * Self.rowHeight, scale) })
  }

  private func elements(of row: Row, at top: Double, _ scale: Double) -> [Element] {
    let bar = Element.rectangle(
      x: Self.left, y: top + 6, width: row.share * scale, height: 14, class: "bar accent",
      tooltip: row.tooltip)
    let mark = row.mark.map { mark in
      let x = Self.left + mark * scale
      return Element.line(from: (x, top + 2), to: (x, top + 24), class: "axis ink")
    }
    return [
      .text(row.label, x: Self.left - 10, y: top + 18, class: "tick", anchor: "end"),
      .rectangle(
        x: Self.left, y: top + 6, width: Self.right - Self.left, height: 14, class: "track"),
      bar,
      .text(
        (100 * row.share).shown(fractionDigits: 1) + " %", x: Self.width, y: top + 18,
        class: "mark", anchor: "end"),
    ] + [mark].compactMap(\.self)
  }
}
