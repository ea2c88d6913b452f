import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

/// The plots of one search.
struct SearchPlots {
  let result: SearchResultRecord
  let objective: Objective
  let limits: SearchLimits
  let space: SearchSpace
  let index: ArchitectureIndex
  /// The steps that are drawn one by one.
  let steps: [SearchStep]

  /// The scores of everything seen, against each other, against the size, and all beside each other.
  var scores: FigureGrid? {
    let dots = ScoredDots(of: steps, by: objective, index)
    guard !dots.steps.isEmpty, !objective.terms.isEmpty else { return nil }
    return FigureGrid(
      .pair,
      TermPair.all(of: objective).map { pair($0, dots) }
        + [sizes(dots), dots.parallelCoordinates(ink)])
  }

  private let ramp = RampLegend(first: "first step", last: "last step")

  private func ink(_ step: SearchStep) -> Ink {
    .ramp(Double(step.number - 1) / Double(max(1, result.steps.count)))
  }

  private func pair(_ pair: TermPair, _ dots: ScoredDots) -> Figure {
    var marks = [
      pair.spreads(of: dots), pair.dots(dots, ink), pair.frontLine(of: dots, .ink),
      pair.names(of: dots),
    ].compactMap(\.self)
    var points = pair.points(of: dots)
    if let x = result.found?.scores.value(of: pair.x.metric),
      let y = result.found?.scores.value(of: pair.y.metric)
    {
      points.append(Plot.Point(x: x, y: y))
      marks.append(.ring(points[points.count - 1], label: "found"))
    }
    let lines = (
      Plot.LimitLine(limits.limit(of: pair.x.metric), beside: points.map(\.x)),
      Plot.LimitLine(limits.limit(of: pair.y.metric), beside: points.map(\.y))
    )
    let x = pair.x.axis(holding: points.map(\.x) + [lines.0?.value].compactMap(\.self))
    let y = pair.y.axis(holding: points.map(\.y) + [lines.1?.value].compactMap(\.self))
    let limitMarks = [
      lines.0?.mark(isVertical: true, across: y), lines.1?.mark(isVertical: false, across: x),
    ].compactMap(\.self)
    let plot = Plot(
      title: pair.title,
      summary: "\(dots.steps.count) evaluations; \(pair.front(of: dots).count) of them are not "
        + "beaten in both metrics by any other.",
      x: x, y: y, marks: limitMarks + marks)
    return Figure(
      pair.title + " of every architecture seen", ramp: ramp,
      note: "\(pair.betterCorner) The line is the Pareto front: what no other architecture seen "
        + "beats in both metrics; letters name it."
        + (limitMarks.isEmpty ? "" : " A dashed line is a limit.") + (dots.spreadNote ?? "")
        + (dots.failureNote.map { " " + $0 } ?? ""),
      plot.drawing(id: "scores-\(pair.x.metric.rawValue)"))
  }

  /// The first term of the objective against size.
  private func sizes(_ dots: ScoredDots) -> Figure {
    let metric = objective.terms[0].metric
    let (counts, values) = (dots.parameterCounts, dots.values(of: metric))
    let points = zip(counts, values).map { Plot.Point(x: $0, y: $1) }
    var marks = [
      dots.spreads(points, x: nil, y: metric), dots.dots(points, ink), dots.names(points),
    ].compactMap(\.self)
    let found = result.found.flatMap { found in
      found.scores.value(of: metric).map { Plot.Point(x: Double(found.parameterCount), y: $0) }
    }
    if let found { marks.append(.ring(found, label: "found")) }
    let line = Plot.LimitLine(limits.limit(of: ParameterCount.metric), beside: counts)
    let x = Axis(
      "parameters",
      holding: counts + [found?.x, line?.value].compactMap(\.self), showsCounts: true)
    let y = objective.terms[0].axis(holding: values + (found.map { [$0.y] } ?? []))
    let plot = Plot(
      title: "\(metric.heading) against size",
      summary: "\(dots.steps.count) evaluations, from \((counts.min() ?? 0).shownAsCount) to "
        + "\((counts.max() ?? 0).shownAsCount) parameters.",
      x: x, y: y, marks: [line?.mark(isVertical: true, across: y)].compactMap(\.self) + marks)
    return Figure(
      "\(metric.heading) and size", ramp: ramp,
      note: "Whether the metric says more than the number of parameters does."
        + (line == nil ? "" : " The dashed line is the limit.") + (dots.spreadNote ?? ""),
      plot.drawing(id: "sizes"))
  }
}
