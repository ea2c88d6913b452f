import AsViTProxies
import AsViTReport
import AsViTSearch

/// The plots of one search.
struct SearchPlots {
  let result: SearchResultRecord
  let objective: Objective
  let limits: SearchLimits

  /// Entropy and reward over steps, those that the controller has.
  var overTime: FigureGrid {
    FigureGrid(.pair, [entropy, reward].compactMap(\.self))
  }

  private func stepAxis() -> Axis {
    Axis("step", holding: [0, Double(result.steps.count)], isPadded: false)
  }

  private var entropy: Figure? {
    guard let history = result.policy?.history, let first = history.first,
      let last = history.last, history.count > 1
    else { return nil }
    let points = Self.entropyPoints(of: result)
    let plot = Plot(
      title: "Policy entropy over steps",
      summary: "From \(first.entropy.shown()) nats before the first step to "
        + "\(last.entropy.shown()) nats after step \(last.completedSteps).",
      x: stepAxis(), y: Axis("entropy, nats", holding: points.map(\.y), floor: 0),
      marks: [.line(points, .accent)])
    return Figure(
      "Policy entropy",
      note: "Entropy of the distributions that architectures are drawn from: high while any "
        + "choice is open, 0 when all are made.",
      plot.drawing(id: "entropy"))
  }

  /// The entropy before each step, and after the last.
  static func entropyPoints(of result: SearchResultRecord) -> [Plot.Point] {
    let before = result.steps.compactMap { step in
      step.entropy.map { Plot.Point(x: Double(step.number - 1), y: $0) }
    }
    let last = result.policy?.history.last
    return before
      + [last].compactMap(\.self).map {
        Plot.Point(x: Double($0.completedSteps), y: $0.entropy)
      }
  }

  private var reward: Figure? {
    guard !result.steps.isEmpty else { return nil }
    let dots = result.steps.map { step in
      Plot.Dot(
        point: Plot.Point(x: Double(step.number), y: step.reward), ink: .muted,
        tooltip: "step \(step.number): reward \(step.reward.shown()), \(step.genotype)")
    }
    let baseline = result.steps.compactMap { step in
      step.baseline.map { Plot.Point(x: Double(step.number), y: $0) }
    }
    let rewards = dots.map(\.point.y)
    let plot = Plot(
      title: "Reward over steps",
      summary: "Between \((rewards.min() ?? 0).shown()) and \((rewards.max() ?? 0).shown()).",
      x: stepAxis(), y: Axis("reward", holding: rewards),
      marks: [.dots(dots, radius: 2.4)] + (baseline.isEmpty ? [] : [.line(baseline, .accent)]))
    return Figure(
      "Reward",
      legend: baseline.isEmpty
        ? nil
        : Legend(entries: [.init("each step", .muted), .init("moving average", .accent, .line)]),
      note: "How much better a step scored than the one before, in units of the recent range of "
        + "each metric. It has no trend of its own.",
      plot.drawing(id: "reward"))
  }

  /// The scores of everything seen, against each other and against the size.
  var scores: FigureGrid? {
    let dots = ScoredDots(of: result.steps, by: objective)
    guard !dots.steps.isEmpty, !objective.terms.isEmpty else { return nil }
    return FigureGrid(.pair, TermPair.all(of: objective).map { pair($0, dots) } + [sizes(dots)])
  }

  private let ramp = RampLegend(first: "first step", last: "last step")

  private func ink(_ step: SearchStep) -> Ink {
    .ramp(Double(step.number - 1) / Double(max(1, result.steps.count)))
  }

  private func pair(_ pair: TermPair, _ dots: ScoredDots) -> Figure {
    var marks = [pair.dots(dots, ink), pair.frontLine(of: dots, .ink)]
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
        + "beats in both metrics." + (limitMarks.isEmpty ? "" : " A dashed line is a limit.")
        + (dots.failureNote.map { " " + $0 } ?? ""),
      plot.drawing(id: "scores-\(pair.x.metric.rawValue)"))
  }

  /// The first term of the objective against size.
  private func sizes(_ dots: ScoredDots) -> Figure {
    let metric = objective.terms[0].metric
    let (counts, values) = (dots.parameterCounts, dots.values(of: metric))
    var marks = [dots.dots(x: counts, y: values, ink)]
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
        + (line == nil ? "" : " The dashed line is the limit."),
      plot.drawing(id: "sizes"))
  }
}
