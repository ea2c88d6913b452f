import AsViTArchitecture
import AsViTProxies
import AsViTReport
import AsViTSearch
import AsViTStatistics
import Glibc

extension Section {
  /// How much of the scores' variance goes with each choice of the space; nil where too few
  /// architectures were seen, or none of their choices matter.
  ///
  /// - Parameter steps: all of the search.
  /// - Throws: when the space does not know an architecture.
  static func choices(
    _ steps: [SearchStep], by objective: Objective, in space: SearchSpace
  ) throws(ArchitectureError) -> Section? {
    let evaluations = steps.filter { !$0.reusesScores }
    var selections: [[Int]] = []
    for step in evaluations { selections.append(try space.selection(of: step.genotype)) }
    let figures = objective.metrics.compactMap { metric -> Figure? in
      let scored = zip(evaluations, selections).compactMap { step, selection in
        step.scores.value(of: metric).map { value in
          (value: metric.isLogarithmic ? log(value) : value, selection: selection)
        }
      }.filter(\.value.isFinite)
      let effects = space.choices.indices.compactMap { choice in
        MainEffect(of: scored.map(\.value), by: scored.map { $0.selection[choice] }).map {
          (name: space.choices[choice].name.spokenAsChoice, effect: $0)
        }
      }
      return .importance(of: metric, effects, count: scored.count)
    }
    guard !figures.isEmpty else { return nil }
    return Section(
      "Which choices move the scores", id: "choices",
      lead:
        "The share of a score's variance that goes with each choice: η² of an analysis of variance "
        + "with one factor, over the architectures seen. A search that has settled has seen few options "
        + "of a choice, and tells little of it.",
      [.figures(FigureGrid(.pair, figures))])
  }
}

extension Figure {
  /// The largest shares first; nil without any.
  fileprivate static func importance(
    of metric: Metric, _ effects: [(name: String, effect: MainEffect)], count: Int
  ) -> Figure? {
    guard !effects.isEmpty else { return nil }
    let sorted = effects.enumerated()
      .sorted { ($1.element.effect.share, $0.offset) < ($0.element.effect.share, $1.offset) }
      .map(\.element)
    let bars = ShareBars(
      title: "Which choices move \(metric.title)",
      summary: "Most of its variance goes with \(sorted[0].name).",
      rows: sorted.map { name, effect in
        ShareBars.Row(
          label: name, share: effect.share, mark: effect.shareByChance,
          tooltip: "\(name): \(percentage(effect.share)) of the variance over \(effect.levelCount) "
            + "options; by chance alone \(percentage(effect.shareByChance))")
      })
    return Figure(
      "What moves \(metric.title)",
      note:
        "Over \(count.grouped) architectures\(metric.isLogarithmic ? ", by its logarithm" : ""). The "
        + "dark line is what chance alone comes to.",
      bars.drawing(id: "choices-\(metric.rawValue)"))
  }

  private static func percentage(_ share: Double) -> String {
    (100 * share).shown(fractionDigits: 1) + " %"
  }
}
