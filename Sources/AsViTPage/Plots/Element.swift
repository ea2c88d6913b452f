/// An element of a drawing in SVG, written with everything escaped.
struct Element: Sendable {
  /// An attribute; values of nil are left out.
  typealias Attributes = KeyValuePairs<String, String?>

  private let name: String
  private let attributes: [String]
  private let text: String
  private let children: [Element]

  init(
    _ name: String, _ attributes: Attributes = [:], text: String = "", children: [Element] = []
  ) {
    self.name = name
    self.attributes = attributes.compactMap { key, value in
      value.map { "\(key)=\"\(escaped($0))\"" }
    }
    self.text = text
    self.children = children
  }
}

extension Element: CustomStringConvertible {
  var description: String {
    let start = ([name] + attributes).joined(separator: " ")
    guard !text.isEmpty || !children.isEmpty else { return "<\(start)/>" }
    let inside = escaped(text) + children.map(\.description).joined()
    return "<\(start)>\(inside)</\(name)>"
  }
}

extension Element {
  /// Text that is anchored at a point; `anchor` is start, middle or end.
  static func text(
    _ text: String, x: Double, y: Double, class className: String, anchor: String = "start"
  ) -> Element {
    Element(
      "text",
      ["x": x.coordinate, "y": y.coordinate, "class": className, "text-anchor": anchor],
      text: text)
  }

  static func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), class className: String
  ) -> Element {
    Element(
      "line",
      [
        "x1": start.x.coordinate, "y1": start.y.coordinate, "x2": end.x.coordinate,
        "y2": end.y.coordinate, "class": className,
      ])
  }

  /// An axis of steps, which tells its range: the page's script puts a moment on it.
  static func steps(
    from left: Double, to right: Double, y: Double, _ range: ClosedRange<Double>
  ) -> Element {
    Element(
      "line",
      [
        "x1": left.coordinate, "y1": y.coordinate, "x2": right.coordinate, "y2": y.coordinate,
        "class": "axis", "data-from": range.lowerBound.coordinate,
        "data-to": range.upperBound.coordinate,
      ])
  }

  /// - Parameter tooltip: what a pointer at rest over the element shows.
  static func rectangle(
    x: Double, y: Double, width: Double, height: Double, class className: String,
    tooltip: String? = nil
  ) -> Element {
    Element(
      "rect",
      [
        "x": x.coordinate, "y": y.coordinate, "width": width.coordinate,
        "height": height.coordinate, "class": className,
      ],
      children: tooltip.map { [Element("title", text: $0)] } ?? [])
  }

  /// A whole drawing, as wide as its place on the page.
  ///
  /// - Parameters:
  ///   - id: unique on the page.
  ///   - title: what the drawing is, for those who hear it.
  ///   - summary: what it shows, for those who hear it.
  ///   - className: by which the page's script knows its kind.
  static func drawing(
    id: String, width: Double, height: Double, title: String, summary: String,
    class className: String? = nil, _ parts: [Element]
  ) -> Element {
    Element(
      "svg",
      [
        "viewBox": "0 0 \(width.coordinate) \(height.coordinate)", "role": "img",
        "class": className, "aria-labelledby": "\(id)-title \(id)-summary",
      ],
      children: [
        Element("title", ["id": "\(id)-title"], text: title),
        Element("desc", ["id": "\(id)-summary"], text: summary),
      ] + parts)
  }
}

extension Double {
  /// The number in drawing units, to a hundredth.
  var coordinate: String {
    let hundredths = Int((self * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest != 0 else { return "\(sign)\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(sign)\(whole).\(digits)"
  }
}

private func escaped(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
