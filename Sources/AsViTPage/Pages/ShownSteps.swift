import AsViTReport
import AsViTSearch

extension SearchResultRecord {
  /// The most steps that a page shows one by one, so that its size has a bound.
  static let shownStepCount = 2000

  /// The steps that a page shows one by one: all, or evenly spaced ones and the Pareto front.
  func shownSteps(by objective: Objective) -> [SearchStep] {
    guard steps.count > Self.shownStepCount else { return steps }
    let evaluations = steps.filter { !$0.reusesScores }
    let front = objective.terms.isEmpty ? [] : objective.front(of: evaluations.map(\.scores))
    let kept = Set(front.map { evaluations[$0].number } + steps.thinned().map(\.number))
    return steps.filter { kept.contains($0.number) }
  }
}

extension Array {
  /// At most as many elements as a page shows, evenly spaced, with the first and the last.
  func thinned() -> [Element] {
    let limit = SearchResultRecord.shownStepCount
    guard count > limit else { return self }
    return (0..<limit).map { self[$0 * (count - 1) / (limit - 1)] }
  }
}
