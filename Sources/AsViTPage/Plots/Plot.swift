/// A plot of marks over two axes, as data. The colours are the page's: marks name a class.
struct Plot: Sendable {
  struct Point: Sendable {
    let x: Double
    let y: Double
  }

  /// A point with something to tell.
  struct Dot: Sendable {
    let point: Point
    let ink: Ink
    let tooltip: String
    /// The number of its architecture in the index of the page; nil where nothing can be asked.
    var architecture: Int?
  }

  /// How far a value may be from a point on either side, along the axes that have one.
  struct Spread: Sendable {
    let point: Point
    var x: Double?
    var y: Double?
  }

  /// A part of the x axis, such as a phase of training.
  struct Band: Sendable {
    let range: ClosedRange<Double>
    let label: String
    let tooltip: String
  }

  /// A bar from the foot of the plot, in parts from below.
  struct Bar: Sendable {
    let x: Double
    let parts: [(height: Double, ink: Ink, tooltip: String)]
  }

  enum Mark: Sendable {
    case line([Point], Ink, isDashed: Bool = false)
    case dots([Dot], radius: Double = 3)
    /// A circle around a point, with a word below it.
    case ring(Point, label: String)
    /// Error bars.
    case spreads([Spread])
    /// Short words beside points, where there is room, those before others.
    case names([(point: Point, text: String)])
    case bands([Band])
    case bars([Bar], width: Double)
  }

  /// What the plot is, for those who hear it.
  let title: String
  /// What it shows, for those who hear it.
  let summary: String
  let x: Axis
  let y: Axis
  /// The marks from the back to the front.
  let marks: [Mark]
}
