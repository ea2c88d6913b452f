import AsViTProxies
import AsViTReport
import AsViTSearch

extension ScoredDots {
  /// Every architecture as a line over the terms of the objective, its size and its cost; the Pareto
  /// front before the others.
  ///
  /// - Parameter ink: of a step that is not on the front.
  func parallelCoordinates(_ ink: (SearchStep) -> Ink) -> Figure {
    let front = Set(objective.front(of: steps.map(\.scores)))
    let order = steps.indices.sorted {
      (front.contains($0) ? 1 : 0, $0) < (front.contains($1) ? 1 : 0, $1)
    }
    let columns =
      objective.metrics.map(values)
      + [parameterCounts, steps.map { Double($0.macCount) }]
    let axes =
      objective.metrics.map { metric in
        Axis(
          metric.title, metric.isLogarithmic ? .logarithmic : .linear, holding: values(of: metric))
      } + [
        Axis("parameters", holding: parameterCounts, showsCounts: true),
        Axis("MACs", holding: columns[columns.count - 1], showsCounts: true),
      ]
    let drawing = ParallelCoordinates(
      title: "Every architecture over scores and costs",
      summary:
        "\(steps.count) lines over \(axes.count) axes; \(front.count) are on the Pareto front.",
      axes: axes,
      lines: order.map { place in
        ParallelCoordinates.Line(
          values: columns.map { $0[place] },
          ink: front.contains(place) ? .ink : ink(steps[place]),
          tooltip: "step \(steps[place].number): \(steps[place].genotype)",
          architecture: architecture(of: steps[place]))
      })
    return Figure(
      "Scores and costs beside each other",
      legend: Legend(entries: [.init("Pareto front", .ink, .line)]),
      note: "Each line is an architecture. Lines that cross between two axes are trade-offs.",
      drawing.drawing(id: "parallel"))
  }
}
