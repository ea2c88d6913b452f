import AsViTReport

/// Searches side by side.
struct ComparedSearches {
  typealias Run = Compared<SearchRunSettings, SearchFindings>

  var runs: [Run]

  /// Nil when there are no searches.
  func section() throws -> Section? {
    guard !runs.isEmpty else { return nil }
    let figures = [scores, entropy].compactMap(\.self)
    return Section(
      "Searches", id: "searches", lead: comparability,
      [.table(seeds)] + (figures.isEmpty ? [] : [.figures(FigureGrid(.pair, figures))])
        + (try Table.differences(between: runs).map { [.table($0)] } ?? []))
  }

  /// Scores are of one measure only when space, metrics and images are the same.
  private var comparability: String? {
    let settings = runs.map(\.run.settings)
    let areAlike = settings.allSatisfy {
      $0.space.yaml == settings[0].space.yaml && $0.proxies == settings[0].proxies
        && $0.images.digest == settings[0].images.digest
    }
    return areAlike
      ? nil
      : "These searches differ in space, metrics or images: their scores are of different "
        + "measures, and which is higher says little."
  }

  private var seeds: Table {
    Table(
      "Seed topologies",
      columns: [
        .text("run"), .text("seed topology"), .number("parameters"), .number("MACs"),
        .number("length distortion"), .number("condition number"), .number("architectures"),
      ],
      rows: runs.map { compared in
        let findings = compared.run.findings
        let name = Table.Cell(compared.label, ink: compared.ink)
        guard let seed = findings.derived else {
          return [name, Table.Cell("not finished")] + [Table.Cell](repeating: .none, count: 4)
            + [.integer(findings.distinctCount)]
        }
        return [
          name, .genotype(seed.genotype), .count(seed.parameterCount), .count(seed.macCount),
          .metric(seed.metrics.lengthDistortion), .metric(seed.metrics.conditionNumber),
          .integer(findings.distinctCount),
        ]
      })
  }

  private var entropy: Figure? {
    let lines = runs.map { (SearchPlots.entropyPoints(of: $0.run.findings), $0) }
      .filter { $0.0.count > 1 }
    guard !lines.isEmpty else { return nil }
    let points = lines.flatMap(\.0)
    let plot = Plot(
      title: "Policy entropy over steps",
      summary: lines.map { "\($1.label) ends at \($0[$0.count - 1].y.shown()) nats" }
        .joined(separator: ", ") + ".",
      x: Axis("step", holding: [0] + points.map(\.x), isPadded: false),
      y: Axis("entropy, nats", holding: points.map(\.y), floor: 0),
      marks: lines.map { .line($0, $1.ink) })
    return Figure(
      "Policy entropy", legend: Legend(of: lines.map(\.1)), plot.drawing(id: "entropy"))
  }

  private var scores: Figure? {
    let dots = runs.map { (ScoredDots(of: $0.run.findings.steps), $0) }
      .filter { !$0.0.points.isEmpty }
    guard !dots.isEmpty else { return nil }
    let (x, y) = ScoredDots.axes(holding: dots.flatMap(\.0.points))
    let plot = Plot(
      title: "Condition number against length distortion",
      summary: dots.map { "\($0.points.count) evaluations of \($1.label)" }
        .joined(separator: ", ") + ".",
      x: x, y: y,
      marks: dots.map { dots, compared in dots.dots { _ in compared.ink } }
        + dots.map { $0.frontLine($1.ink) })
    return Figure(
      "Both metrics of every architecture seen", legend: Legend(of: dots.map(\.1)),
      note: "Up and to the left is better. The lines are the Pareto fronts of the runs.",
      plot.drawing(id: "scores"))
  }
}
