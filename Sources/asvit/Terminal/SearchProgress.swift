import AsViTReport
import AsViTSearch

extension StatusLine {
  /// - Precondition: this process made a step.
  mutating func show(_ run: borrowing SearchRun) { show(text(of: run)) }
}

/// How many of the last steps the speed is taken over.
private let window = 20

private func text(of run: borrowing SearchRun) -> String {
  let (steps, seconds) = (run.steps, run.stepSeconds)
  let step = steps[steps.count - 1]
  let total = run.search.stepCount
  let recent = seconds[max(run.journal.resumedCount, step.number - window)...]
  let pace = recent.reduce(0, +) / Double(recent.count)
  var parts = ["step \(step.number)/\(total)"]
  if let entropy = step.entropy { parts.append("entropy \(entropy.shown())") }
  parts += [
    "reward \(step.reward.shown(digits: 3))", "\(pace.shown(digits: 3)) s/step",
    "ETA \((pace * Double(total - step.number)).shownAsDuration)",
  ]
  if let best = run.search.ranked.first {
    parts.append("best \(best.genotype)")
  }
  return parts.joined(separator: ", ")
}
