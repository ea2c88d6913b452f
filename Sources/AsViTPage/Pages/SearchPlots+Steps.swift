import AsViTProxies
import AsViTReport
import AsViTSearch

extension SearchPlots {
  /// The terms of the objective, entropy and reward over steps, those that there are.
  var overTime: FigureGrid {
    FigureGrid(.pair, objective.terms.compactMap(progress) + [entropy, reward].compactMap(\.self))
  }

  private func stepAxis() -> Axis {
    Axis("step", holding: [0, Double(result.steps.count)], isPadded: false, isWhole: true)
  }

  /// One term of each step, and its best value so far; nil when nothing has a value.
  private func progress(_ term: Objective.Term) -> Figure? {
    let metric = term.metric
    func point(_ step: SearchStep) -> Plot.Point? {
      step.scores.value(of: metric).map { Plot.Point(x: Double(step.number), y: $0) }
    }
    let dots = steps.compactMap { step in
      point(step).map { point in
        Plot.Dot(
          point: point, ink: .muted,
          tooltip: "step \(step.number): \(step.genotype), \(metric.title) "
            + (step.scores[metric]?.shown ?? ""), architecture: index[step.genotype])
      }
    }
    guard !dots.isEmpty else { return nil }
    // The corners of the staircase, each with the step that it is of.
    var records: [SearchStep] = []
    var corners: [Plot.Point] = []
    for step in result.steps {
      guard let point = point(step) else { continue }
      if let last = corners.last {
        guard term.direction.isBetter(point.y, than: last.y) else { continue }
        corners.append(Plot.Point(x: point.x, y: last.y))
      }
      corners.append(point)
      records.append(step)
    }
    let best = corners[corners.count - 1].y
    corners.append(Plot.Point(x: Double(result.steps.count), y: best))
    let spreads = records.compactMap { step in
      step.scores[metric]?.standardDeviation.flatMap { deviation in
        point(step).map { Plot.Spread(point: $0, y: deviation) }
      }
    }
    let plot = Plot(
      title: "\(metric.heading) over steps",
      summary:
        "The best is \(best.shown()), first seen in step \(records[records.count - 1].number).",
      x: stepAxis(), y: metric.axis(holding: dots.map(\.point.y) + [best]),
      marks: [.dots(dots, radius: 2.4)] + (spreads.isEmpty ? [] : [.spreads(spreads)])
        + [.line(corners, .accent)])
    return Figure(
      "\(metric.heading) over steps",
      legend: Legend(entries: [.init("each step", .muted), .init("best so far", .accent, .line)]),
      note: "The best of many noisy scores looks better than it is."
        + (spreads.isEmpty ? "" : " Bars are ± of each new best."),
      plot.drawing(id: "progress-\(metric.rawValue)"))
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
    let before = result.steps.thinned().compactMap { step in
      step.entropy.map { Plot.Point(x: Double(step.number - 1), y: $0) }
    }
    let last = result.policy?.history.last
    return before
      + [last].compactMap(\.self).map {
        Plot.Point(x: Double($0.completedSteps), y: $0.entropy)
      }
  }

  private var reward: Figure? {
    guard !steps.isEmpty else { return nil }
    let dots = steps.map { step in
      Plot.Dot(
        point: Plot.Point(x: Double(step.number), y: step.reward), ink: .muted,
        tooltip: "step \(step.number): reward \(step.reward.shown()), \(step.genotype)",
        architecture: index[step.genotype])
    }
    let baseline = steps.compactMap { step in
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
}
