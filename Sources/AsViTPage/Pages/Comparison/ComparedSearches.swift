import AsViTReport
import AsViTSearch

/// Searches side by side.
struct ComparedSearches {
  typealias Run = Compared<SearchRunSettings, SearchResultRecord>

  let runs: [Run]

  /// The searches; nil when there are none.
  func section() throws -> Section? {
    guard !runs.isEmpty else { return nil }
    let figures = scores + [entropy].compactMap(\.self)
    return Section(
      "Searches", id: "searches", lead: comparability,
      [.table(seeds)] + (figures.isEmpty ? [] : [.figures(FigureGrid(.pair, figures))])
        + (try Table.differences(between: runs).map { [.table($0)] } ?? []))
  }

  /// Scores are of one measure only when space, metrics and images are the same.
  private var comparability: String? {
    let settings = runs.map(\.report.settings)
    let areAlike = settings.allSatisfy {
      $0.space.yaml == settings[0].space.yaml && $0.proxies == settings[0].proxies
        && $0.images?.digest == settings[0].images?.digest
    }
    return areAlike
      ? nil
      : "These searches differ in space, metrics or images: their scores are of different "
        + "measures, and which is higher says little."
  }

  private var seeds: Table {
    Table(
      "Topologies found", of: runs,
      [
        .run(\.self),
        .genotype(titled: "topology found", or: "not finished") {
          $0.report.result.found?.genotype
        },
        .count("parameters") { $0.report.result.found?.parameterCount },
        .count("MACs") { $0.report.result.found?.macCount },
      ], .metrics(runs.map(\.report.settings.proxies).metrics) { $0.report.result.found?.scores },
      [.integer("architectures", \.report.result.distinctCount)])
  }

  private var entropy: Figure? {
    let lines = runs.map { (SearchPlots.entropyPoints(of: $0.report.result), $0) }
      .filter { $0.0.count > 1 }
    guard !lines.isEmpty else { return nil }
    let points = lines.flatMap(\.0)
    let plot = Plot(
      title: "Policy entropy over steps",
      summary: lines.map { "\($1.label) ends at \($0[$0.count - 1].y.shown()) nats" }
        .joined(separator: ", ") + ".",
      x: Axis("step", holding: [0] + points.map(\.x), isPadded: false, isWhole: true),
      y: Axis("entropy, nats", holding: points.map(\.y), floor: 0),
      marks: lines.map { .line($0, $1.ink) })
    return Figure("Policy entropy", legend: Legend(of: lines.map(\.1)), plot.drawing(id: "entropy"))
  }

  /// The terms that all runs have, the first against each other one.
  private var scores: [Figure] {
    let objectives = runs.map(\.report.settings.search.objective)
    let common = Objective(
      objectives[0].terms.filter { term in objectives.allSatisfy { $0.terms.contains(term) } })
    let all = runs.map { run in
      let steps = run.report.result.shownSteps(by: common)
      return (dots: ScoredDots(of: steps, by: common), run: run)
    }
    .filter { !$0.dots.steps.isEmpty }
    guard !all.isEmpty else { return [] }
    return TermPair.all(of: common).map { pair in
      let points = all.flatMap { pair.points(of: $0.dots) }
      let plot = Plot(
        title: pair.title,
        summary: all.map { "\($0.dots.steps.count) evaluations of \($0.run.label)" }
          .joined(separator: ", ") + ".",
        x: pair.x.axis(holding: points.map(\.x)),
        y: pair.y.axis(holding: points.map(\.y)),
        marks: all.compactMap { dots, _ in
          dots.spreads(pair.points(of: dots), x: pair.x.metric, y: pair.y.metric)
        } + all.map { dots, run in pair.dots(dots) { _ in run.ink } }
          + all.map { pair.frontLine(of: $0.dots, $0.run.ink) })
      return Figure(
        pair.title + " of every architecture seen", legend: Legend(of: all.map(\.run)),
        note: "\(pair.betterCorner) The lines are the Pareto fronts of the runs."
          + (all.lazy.compactMap(\.dots.spreadNote).first ?? ""),
        plot.drawing(id: "scores-\(pair.x.metric.rawValue)"))
    }
  }
}
