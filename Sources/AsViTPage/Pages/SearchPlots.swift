import AsViTReport

/// The plots of one search.
struct SearchPlots {
  let findings: SearchFindings

  /// Entropy and reward over steps, those that the controller has.
  var overTime: FigureGrid {
    FigureGrid(.pair, [entropy, reward].compactMap(\.self))
  }

  private func stepAxis() -> Axis {
    Axis("step", holding: [0, Double(findings.steps.count)], isPadded: false)
  }

  private var entropy: Figure? {
    guard let history = findings.policy?.history, let first = history.first,
      let last = history.last, history.count > 1
    else { return nil }
    let points = Self.entropyPoints(of: findings)
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
  static func entropyPoints(of findings: SearchFindings) -> [Plot.Point] {
    let before = findings.steps.compactMap { step in
      step.entropy.map { Plot.Point(x: Double(step.number - 1), y: $0) }
    }
    let last = findings.policy?.history.last
    return before
      + [last].compactMap(\.self).map {
        Plot.Point(x: Double($0.completedSteps), y: $0.entropy)
      }
  }

  private var reward: Figure? {
    guard !findings.steps.isEmpty else { return nil }
    let dots = findings.steps.map { step in
      Plot.Dot(
        point: Plot.Point(x: Double(step.number), y: step.reward), ink: .muted,
        tooltip: "step \(step.number): reward \(step.reward.shown()), \(step.genotype)")
    }
    let baseline = findings.steps.compactMap { step in
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
        + "both metrics. It has no trend of its own.",
      plot.drawing(id: "reward"))
  }

  /// The scores of everything seen, against each other and against the size.
  var scores: FigureGrid? {
    let dots = ScoredDots(of: findings.steps)
    guard !dots.points.isEmpty else { return nil }
    return FigureGrid(.pair, [metrics(dots), lengths(dots)])
  }

  private let ramp = RampLegend(first: "first step", last: "last step")

  private func ink(_ step: StepRecord) -> Ink {
    .ramp(Double(step.number - 1) / Double(max(1, findings.steps.count)))
  }

  private func metrics(_ dots: ScoredDots) -> Figure {
    var (marks, points) = ([dots.dots(ink), dots.frontLine(.ink)], dots.points)
    if let length = findings.derived?.metrics.lengthDistortion?.mean.value,
      let condition = findings.derived?.metrics.conditionNumber?.mean.value
    {
      points.append(Plot.Point(x: condition, y: length))
      marks.append(.ring(points[points.count - 1], label: "seed"))
    }
    let (x, y) = ScoredDots.axes(holding: points)
    let plot = Plot(
      title: "Condition number against length distortion",
      summary: "\(dots.points.count) evaluations; \(dots.front.count) of them are not beaten in "
        + "both metrics by any other.",
      x: x, y: y, marks: marks)
    return Figure(
      "Both metrics of every architecture seen", ramp: ramp,
      note: "Up and to the left is better. The line is the Pareto front: what no other "
        + "architecture seen beats in both metrics."
        + (dots.failureNote.map { " " + $0 } ?? ""),
      plot.drawing(id: "scores"))
  }

  private func lengths(_ dots: ScoredDots) -> Figure {
    let sizes = dots.steps.map { Double($0.parameterCount) }
    var marks: [Plot.Mark] = [dots.dots(ink) { Double($0.parameterCount) }]
    if let seed = findings.derived, let length = seed.metrics.lengthDistortion?.mean.value {
      marks.append(.ring(Plot.Point(x: Double(seed.parameterCount), y: length), label: "seed"))
    }
    let plot = Plot(
      title: "Length distortion against size",
      summary: "\(dots.points.count) evaluations, from \((sizes.min() ?? 0).shownAsCount) to "
        + "\((sizes.max() ?? 0).shownAsCount) parameters.",
      x: Axis(
        "parameters",
        holding: sizes + [findings.derived].compactMap { $0.map { Double($0.parameterCount) } },
        showsCounts: true),
      y: Axis(
        "length distortion Lᴱ",
        holding: dots.points.map(\.y)
          + [findings.derived?.metrics.lengthDistortion?.mean.value].compactMap(\.self)),
      marks: marks)
    return Figure(
      "Length distortion and size", ramp: ramp,
      note: "Whether the metric says more than the number of parameters does.",
      plot.drawing(id: "sizes"))
  }
}
