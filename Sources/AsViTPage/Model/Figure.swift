/// A drawing with its caption.
struct Figure {
  let title: String
  let ramp: RampLegend?
  let legend: Legend?
  /// SVG.
  let drawing: String
  let note: String?

  init(
    _ title: String, legend: Legend? = nil, ramp: RampLegend? = nil, note: String? = nil,
    _ drawing: Element
  ) {
    self.title = title
    self.ramp = ramp
    self.legend = legend
    self.drawing = drawing.description
    self.note = note
  }
}

/// What the colours of a drawing stand for.
struct Legend {
  struct Entry {
    let text: String
    let className: String

    enum Shape: String {
      case dot = ""
      case line = " line"
      case dashed = " dashed"
    }

    init(_ text: String, _ ink: Ink, _ shape: Shape = .dot) {
      self.text = text
      className = ink.className + shape.rawValue
    }
  }

  let entries: [Entry]
}

/// What the ends of a scale of colours stand for.
struct RampLegend {
  let first: String
  let last: String
  /// The class of the scale: the colour ramp, or the shades of maps.
  var className = "ramp"
}

/// Figures beside each other, as many as the page is wide.
struct FigureGrid {
  enum Layout: String {
    /// Pairs, which stand alone on a phone.
    case pair
    /// Rows of up to four small ones, two on a phone.
    case quarter
  }

  let layout: String
  /// The scale that all figures have.
  let scale: RampLegend?
  let figures: [Figure]

  init(_ layout: Layout, scale: RampLegend? = nil, _ figures: [Figure]) {
    self.layout = layout.rawValue
    self.scale = scale
    self.figures = figures
  }
}
