import AsViTProxies
import AsViTReport
import AsViTSearch

/// The evaluations of a search that have a value in every term of an objective.
struct ScoredDots {
  let objective: Objective
  let steps: [SearchStep]
  /// How many evaluations lack a value.
  let failureCount: Int
  private let index: ArchitectureIndex?

  /// - Parameter index: of the page, where architectures can be asked.
  init(of steps: [SearchStep], by objective: Objective, _ index: ArchitectureIndex? = nil) {
    let evaluations = steps.filter { !$0.reusesScores }
    self.objective = objective
    self.index = index
    self.steps = evaluations.filter { step in
      objective.metrics.allSatisfy { step.scores.value(of: $0) != nil }
    }
    failureCount = evaluations.count - self.steps.count
  }

  /// The values of a metric, one for each step.
  func values(of metric: Metric) -> [Double] { steps.compactMap { $0.scores.value(of: metric) } }

  var parameterCounts: [Double] { steps.map { Double($0.parameterCount) } }

  func architecture(of step: SearchStep) -> Int? { index?[step.genotype] }

  /// What a step looked at, in a line.
  func tooltip(_ step: SearchStep) -> String {
    let scores = objective.metrics.compactMap { metric in
      step.scores[metric].map { "\(metric.title) \($0.shown)" }
    }
    return
      (["step \(step.number): \(step.genotype)"] + scores
      + ["\(step.parameterCount.shown) parameters"]).joined(separator: ", ")
  }

  /// - Parameters:
  ///   - points: one for each step.
  ///   - ink: of a step.
  func dots(_ points: [Plot.Point], _ ink: (SearchStep) -> Ink) -> Plot.Mark {
    .dots(
      zip(steps, points).map { step, point in
        Plot.Dot(
          point: point, ink: ink(step), tooltip: tooltip(step),
          architecture: architecture(of: step))
      })
  }

  /// The deviations of metrics about points; nil where they are not known.
  ///
  /// - Parameters:
  ///   - points: one for each step.
  ///   - x: the metric on an axis; nil where that has none.
  func spreads(_ points: [Plot.Point], x: Metric?, y: Metric) -> Plot.Mark? {
    let spreads = zip(steps, points).compactMap { step, point -> Plot.Spread? in
      let (x, y) = (x.flatMap { step.scores[$0] }, step.scores[y])
      let spread = Plot.Spread(point: point, x: x?.standardDeviation, y: y?.standardDeviation)
      return spread.x == nil && spread.y == nil ? nil : spread
    }
    return spreads.isEmpty ? nil : .spreads(spreads)
  }

  /// What error bars are; nil without.
  var spreadNote: String? {
    let isKnown = steps.contains { step in
      objective.metrics.contains { step.scores[$0]?.standardDeviation != nil }
    }
    return isKnown ? " Bars are ± over repeats." : nil
  }

  /// The letters of the Pareto front, where the page has them.
  func names(_ points: [Plot.Point]) -> Plot.Mark? {
    let names = zip(steps, points).compactMap { step, point in
      index?.letter(of: step.genotype).map { (point, $0) }
    }
    return names.isEmpty ? nil : .names(names.sorted { ($0.1.count, $0.1) < ($1.1.count, $1.1) })
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
