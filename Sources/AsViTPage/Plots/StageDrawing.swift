import AsViTReport

/// One stage of an architecture: its grid of tokens with the windows of attention, and bars for
/// its width and its share of the cost.
struct StageDrawing: Sendable {
  struct Bar: Sendable {
    let label: String
    let text: String
    /// A share of the whole length, from 0 to 1.
    let share: Double
    let ink: Ink
  }

  let title: String
  let summary: String
  /// Tokens per side.
  let gridSide: Int
  /// Tokens per side of a window.
  let windowSide: Int
  let bars: [Bar]

  private static let width = 240.0
  private static let gridLength = 150.0
  /// The most windows or tokens to a side that are drawn: more would be less than two units wide.
  private static let largestCount = 75
  private static let barHeight = 7.0
  private static let barDistance = 36.0

  /// - Parameter id: unique on the page.
  func drawing(id: String) -> Element {
    let top = Self.gridLength + 34
    let rows = bars.enumerated().flatMap { index, bar in
      let y = top + Double(index) * Self.barDistance
      return [
        Element.text(bar.label, x: 0, y: y, class: "tick"),
        .text(bar.text, x: Self.width, y: y, class: "mark", anchor: "end"),
        .rectangle(x: 0, y: y + 7, width: Self.width, height: Self.barHeight, class: "track"),
        .rectangle(
          x: 0, y: y + 7, width: bar.share * Self.width, height: Self.barHeight,
          class: "bar \(bar.ink.className)"),
      ]
    }
    return .drawing(
      id: id, width: Self.width, height: top + Double(bars.count - 1) * Self.barDistance + 20,
      title: title, summary: summary, grid() + rows)
  }

  private func grid() -> [Element] {
    let left = (Self.width - Self.gridLength) / 2
    let token = Self.gridLength / Double(gridSide)
    let windows = (gridSide + windowSide - 1) / windowSide
    let windowCount = windows <= Self.largestCount ? windows : 0
    var parts: [Element] = []
    for row in 0..<windowCount {
      for column in 0..<windowCount {
        let side = token * Double(windowSide)
        parts.append(
          .rectangle(
            x: left + Double(column) * side, y: 1 + Double(row) * side, width: side, height: side,
            class: (row + column).isMultiple(of: 2) ? "window" : "window alternate"))
      }
    }
    for index in 1..<max(2, gridSide) where 2...Self.largestCount ~= gridSide {
      let offset = Double(index) * token
      parts += [
        .line(
          from: (left + offset, 1), to: (left + offset, 1 + Self.gridLength), class: "token"),
        .line(
          from: (left, 1 + offset), to: (left + Self.gridLength, 1 + offset), class: "token"),
      ]
    }
    let lines = (0...windowCount).flatMap { index in
      let offset = Double(index) * token * Double(windowSide)
      return [
        Element.line(
          from: (left + offset, 1), to: (left + offset, 1 + Self.gridLength), class: "frame"),
        .line(from: (left, 1 + offset), to: (left + Self.gridLength, 1 + offset), class: "frame"),
      ]
    }
    return parts + lines
  }
}
