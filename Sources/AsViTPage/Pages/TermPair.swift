import AsViTProxies
import AsViTSearch

/// Two terms of an objective against each other.
struct TermPair {
  let x: Objective.Term
  let y: Objective.Term

  /// The first term against each other one.
  static func all(of objective: Objective) -> [TermPair] {
    objective.terms.dropFirst().map { TermPair(x: $0, y: objective.terms[0]) }
  }

  var title: String { "\(y.metric.heading) against \(x.metric.title)" }

  /// The corner of the plot with the better values.
  var betterCorner: String {
    "\(y.direction == .higher ? "Up" : "Down") and to the "
      + "\(x.direction == .higher ? "right" : "left") is better."
  }

  func points(of dots: ScoredDots) -> [Plot.Point] {
    zip(dots.values(of: x.metric), dots.values(of: y.metric)).map { Plot.Point(x: $0, y: $1) }
  }

  func dots(_ dots: ScoredDots, _ ink: (SearchStep) -> Ink) -> Plot.Mark {
    dots.dots(points(of: dots), ink)
  }

  /// Error bars; nil where none are known.
  func spreads(of dots: ScoredDots) -> Plot.Mark? {
    dots.spreads(points(of: dots), x: x.metric, y: y.metric)
  }

  /// The letters of the front; nil where the page has none.
  func names(of dots: ScoredDots) -> Plot.Mark? { dots.names(points(of: dots)) }

  /// The dots that no other beats in both, from the best `x` on.
  func front(of dots: ScoredDots) -> [Plot.Point] {
    let points = points(of: dots)
    return Objective([x, y]).front(of: dots.steps.map(\.scores)).map { points[$0] }
  }

  /// The staircase of what is reached in both.
  func frontLine(of dots: ScoredDots, _ ink: Ink) -> Plot.Mark {
    var corners: [Plot.Point] = []
    for point in front(of: dots) {
      if let last = corners.last { corners.append(Plot.Point(x: point.x, y: last.y)) }
      corners.append(point)
    }
    return .line(corners, ink)
  }
}
