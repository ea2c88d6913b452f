import AsViTReport
import AsViTSearch

/// The status line of a search.
struct SearchProgress: ~Copyable {
  private var line = StatusLine()
  /// Steps before these were made by an earlier process.
  private let firstStep: Int
  /// How many of the last steps the speed is taken over.
  private static let window = 20

  init(of run: borrowing SearchRun) { firstStep = run.resumedStepCount }

  mutating func show(_ run: borrowing SearchRun) {
    guard let step = run.steps.last else { return }
    let total = run.search.settings.stepCount
    let recent = run.stepSeconds[max(firstStep, step.number - Self.window)...]
    let pace = recent.reduce(0, +) / Double(recent.count)
    var parts = ["step \(step.number)/\(total)"]
    if let entropy = step.entropy { parts.append("entropy \(entropy.shown())") }
    parts += [
      "reward \(step.reward.shown(digits: 3))", "\(pace.shown(digits: 3)) s/step",
      "ETA \((pace * Double(total - step.number)).shownAsDuration)",
    ]
    if let best = run.search.archive.ranked.first {
      parts.append("best \(best.architecture.genotype)")
    }
    line.show(parts.joined(separator: ", "))
  }

  func end() { line.clear() }
}
