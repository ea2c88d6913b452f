import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch

/// The plots of one growth.
struct GrowthPlots {
  let result: ScaleResultRecord
  let metrics: [Metric]
  /// Uniform compound scaling of the same topology to the same sizes, smallest first. Its costs
  /// are counted; it is not scored.
  let uniform: [GrownNetwork]
  let index: ArchitectureIndex
  /// The family with its rules.
  let family: any GrowingFamily.Type

  var figures: [Figure] {
    metrics.compactMap(scores) + [costs, depths]
  }

  private func sizeAxis(_ counts: [Double]) -> Axis {
    Axis("parameters", .logarithmic, holding: counts, showsCounts: true)
  }

  /// One metric of all candidates and of those chosen; nil when nothing has a value.
  private func scores(_ metric: Metric) -> Figure? {
    func dot(_ candidate: ScoredCandidate, _ step: GrowthStep, _ ink: Ink) -> Plot.Dot? {
      guard let record = candidate.scores?[metric], let value = record.mean.value
      else { return nil }
      return Plot.Dot(
        point: Plot.Point(x: Double(candidate.parameterCount), y: value), ink: ink,
        tooltip: "step \(step.number): \(candidate.genotype), \(record.shown), "
          + "\(candidate.parameterCount.shown) parameters", architecture: index[candidate.genotype])
    }
    let spreads = result.steps.compactMap { step in
      let choice = step.candidates[step.choice]
      return dot(choice, step, .accent).flatMap { dot in
        choice.scores?[metric]?.standardDeviation.map { Plot.Spread(point: dot.point, y: $0) }
      }
    }
    let candidates = result.steps.flatMap { step in
      step.candidates.compactMap { dot($0, step, .muted) }
    }
    let chosen = result.steps.compactMap { dot($0.candidates[$0.choice], $0, .accent) }
    guard !candidates.isEmpty else { return nil }
    let plot = Plot(
      title: "\(metric.heading) against size",
      summary: "\(candidates.count) scored candidates, \(chosen.count) of them chosen.",
      x: sizeAxis(candidates.map(\.point.x)),
      y: metric.axis(holding: candidates.map(\.point.y)),
      marks: [.dots(candidates), .spreads(spreads), .line(chosen.map(\.point), .accent)]
        + [.dots(chosen, radius: 4)])
    return Figure(
      "\(metric.heading) on the path",
      legend: candidates.count > chosen.count
        ? Legend(entries: [
          .init("chosen", .accent, .line), .init("other candidates of a step", .muted),
        ]) : nil,
      plot.drawing(id: metric.rawValue))
  }

  /// MACs against parameters, beside uniform scaling.
  private var costs: Figure {
    let members = result.path.map { member in
      Plot.Dot(
        point: Plot.Point(x: Double(member.parameterCount), y: Double(member.macCount)),
        ink: .accent,
        tooltip: "step \(member.step): \(member.genotype), \(member.parameterCount.shown) "
          + "parameters, \(member.macCount.shown) MACs", architecture: index[member.genotype])
    }
    let baseline = uniform.map { member in
      Plot.Point(
        x: Double(member.architecture.parameterCount), y: Double(member.architecture.macCount))
    }
    let points = members.map(\.point) + baseline
    let plot = Plot(
      title: "MACs against parameters",
      summary: "\(members.count) members of this growth and \(baseline.count) of uniform compound "
        + "scaling.",
      x: sizeAxis(points.map(\.x)),
      y: Axis(
        "MACs per image", .logarithmic, holding: points.map(\.y), showsCounts: true),
      marks: [
        .line(baseline, .series(1), isDashed: true), .line(members.map(\.point), .accent),
        .dots(members, radius: 4),
      ])
    return Figure(
      "Cost on the path",
      legend: Legend(entries: [
        .init("this growth", .accent, .line),
        .init("uniform compound scaling", .series(1), .dashed),
      ]),
      note: "\(family.uniformRule) Its costs are counted here; 'asvit scale --policy compound' "
        + "scores it.",
      plot.drawing(id: "costs"))
  }

  /// The blocks of each stage, step by step.
  private var depths: Figure {
    let last = result.path[result.path.count - 1]
    let hasStages = last.stages.count > 1
    let bars = result.path.map { member in
      Plot.Bar(
        x: Double(member.step),
        parts: member.stages.enumerated().map { index, stage in
          (
            Double(stage.depth), Ink.series(index),
            "step \(member.step): \(stage.depth) "
              + (hasStages ? "in stage \(index + 1), " : "blocks, ") + "\(member.genotype)"
          )
        })
    }
    let plot = Plot(
      title: hasStages ? "Blocks of the stages at each step" : "Blocks at each step",
      summary: "At last \(last.depths)" + (hasStages ? ", \(last.totalDepth) together." : "."),
      x: Axis("step", holding: [-0.6, Double(last.step) + 0.6], isPadded: false, isWhole: true),
      y: Axis("blocks", holding: [Double(last.totalDepth)], floor: 0, isWhole: true),
      marks: [.bars(bars, width: 0.7)])
    return Figure(
      "Where it grew deeper",
      legend: hasStages
        ? Legend(entries: last.stages.indices.map { .init("stage \($0 + 1)", .series($0)) }) : nil,
      plot.drawing(id: "depths"))
  }
}
