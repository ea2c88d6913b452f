import AsViTReport

/// The evaluations of a search that have a value in both metrics, with their Pareto front.
struct ScoredDots {
  /// The condition number against the length distortion.
  let points: [Plot.Point]
  let steps: [StepRecord]
  /// Indices of the points that no other beats in both metrics, least condition number first.
  let front: [Int]
  /// How many evaluations lack a value.
  let failureCount: Int

  init(of steps: [StepRecord]) {
    let evaluations = steps.filter { !$0.reusesScores }
    let pairs = evaluations.compactMap { step -> (StepRecord, Plot.Point)? in
      guard let length = step.metrics.lengthDistortion?.mean.value,
        let condition = step.metrics.conditionNumber?.mean.value
      else { return nil }
      return (step, Plot.Point(x: condition, y: length))
    }
    self.steps = pairs.map(\.0)
    points = pairs.map(\.1)
    front = paretoFront(of: points)
    failureCount = evaluations.count - pairs.count
  }

  static func axes(holding points: [Plot.Point]) -> (x: Axis, y: Axis) {
    (
      Axis("NTK condition number κ, lower is better", .logarithmic, holding: points.map(\.x)),
      Axis("length distortion Lᴱ, higher is better", holding: points.map(\.y))
    )
  }

  /// - Parameters:
  ///   - ink: of a step.
  ///   - x: where a step stands; by its condition number when nil.
  func dots(_ ink: (StepRecord) -> Ink, x: ((StepRecord) -> Double)? = nil) -> Plot.Mark {
    .dots(
      zip(points, steps).map { point, step in
        Plot.Dot(
          point: Plot.Point(x: x?(step) ?? point.x, y: point.y), ink: ink(step),
          tooltip: "step \(step.number): \(step.genotype), Lᴱ \(point.y.shown()), "
            + "κ \(point.x.shown()), \(step.parameterCount.shown) parameters")
      })
  }

  /// The staircase of what is reached in both metrics.
  func frontLine(_ ink: Ink) -> Plot.Mark {
    var corners: [Plot.Point] = []
    for point in front.map({ points[$0] }) {
      if let last = corners.last { corners.append(Plot.Point(x: point.x, y: last.y)) }
      corners.append(point)
    }
    return .line(corners, ink)
  }

  /// What became of evaluations that are not drawn; nil when all are.
  var failureNote: String? {
    switch failureCount {
    case 0: nil
    case 1: "One evaluation has no value in one of the metrics and is not drawn."
    default: "\(failureCount) evaluations have no value in one of the metrics and are not drawn."
    }
  }
}
