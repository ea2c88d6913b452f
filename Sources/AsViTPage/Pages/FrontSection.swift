import AsViTProxies
import AsViTReport
import AsViTSearch

extension Section {
  /// The Pareto front and how it grew; nil for searches that are not for one.
  static func front(_ report: SearchReport) -> Section? {
    guard let front = report.result.front, !front.hypervolumes.isEmpty else { return nil }
    let terms = report.settings.search.objective.terms
    let sizes = [ParameterCount.metric, MACCount.metric]
    return Section(
      "Pareto front", id: "front",
      lead: "What no other architecture seen equals or beats in all of "
        + terms.map { "\($0.metric.title) (\($0.direction.rawValue) is better)" }
        .joined(separator: ", ") + ".",
      [
        .figures(FigureGrid(.pair, [hypervolumes(front, terms)])),
        .table(
          Table(
            "The front", of: front.members,
            [.genotype(\.genotype)]
              + .metrics(terms.map(\.metric).filter { !sizes.contains($0) }) { $0.scores }
              + [.count("parameters", \.parameterCount), .count("MACs", \.macCount)])),
      ])
  }

  private static func hypervolumes(
    _ front: FrontFindings, _ terms: [Objective.Term]
  ) -> Figure {
    let points = front.hypervolumes.enumerated().map {
      Plot.Point(x: Double($0.offset + 1), y: $0.element)
    }
    let last = front.hypervolumes.last ?? 0
    let plot = Plot(
      title: "Hypervolume over steps",
      summary: "\(last.shown(digits: 3)) after step \(points.count).",
      x: Axis("step", holding: [0, Double(points.count)], isPadded: false),
      y: Axis("hypervolume", holding: [0, 1], isPadded: false), marks: [.line(points, .accent)])
    let corner = zip(terms, front.reference).map { "\($0.metric.title) \($1.shown())" }
    return Figure(
      "Hypervolume",
      note:
        "The part of the box between the best and the worst values seen that the front dominates; "
        + "the reference point is the worst: \(corner.joined(separator: ", ")).",
      plot.drawing(id: "hypervolume"))
  }
}
