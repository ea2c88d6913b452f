import AsViTProxies
import AsViTReport
import AsViTSearch

/// The evaluations of a search that have a value in every term of an objective.
struct ScoredDots {
  let objective: Objective
  let steps: [SearchStep]
  /// How many evaluations lack a value.
  let failureCount: Int

  init(of steps: [SearchStep], by objective: Objective) {
    let evaluations = steps.filter { !$0.reusesScores }
    self.objective = objective
    self.steps = evaluations.filter { step in
      objective.metrics.allSatisfy { step.scores.value(of: $0) != nil }
    }
    failureCount = evaluations.count - self.steps.count
  }

  /// The values of a metric, one for each step.
  func values(of metric: Metric) -> [Double] { steps.compactMap { $0.scores.value(of: metric) } }

  var parameterCounts: [Double] { steps.map { Double($0.parameterCount) } }

  /// - Parameters:
  ///   - x: one for each step, as `y`.
  ///   - ink: of a step.
  func dots(x: [Double], y: [Double], _ ink: (SearchStep) -> Ink) -> Plot.Mark {
    .dots(
      steps.indices.map { index in
        let step = steps[index]
        let scores = objective.metrics.compactMap { metric in
          step.scores.value(of: metric).map { "\(metric.title) \($0.shown())" }
        }
        return Plot.Dot(
          point: Plot.Point(x: x[index], y: y[index]), ink: ink(step),
          tooltip: (["step \(step.number): \(step.genotype)"] + scores
            + ["\(step.parameterCount.shown) parameters"]).joined(separator: ", "))
      })
  }
}

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
    dots.dots(x: dots.values(of: x.metric), y: dots.values(of: y.metric), ink)
  }

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

extension ScoredDots {
  /// What became of evaluations that are not drawn; nil when all are.
  var failureNote: String? {
    switch failureCount {
    case 0: nil
    case 1: "One evaluation has no value in one of the metrics and is not drawn."
    default: "\(failureCount) evaluations have no value in one of the metrics and are not drawn."
    }
  }
}
