import AsViTReport
import AsViTSearch

extension StatusLine {
  /// - Precondition: this process made a step.
  mutating func show(_ run: borrowing SearchRun) { show(progress(of: run)) }
}

/// The mean of the last seconds, of twenty steps at most.
///
/// - Parameter resumedCount: steps of earlier processes, which do not count.
func recentPace(_ seconds: [Double], since resumedCount: Int) -> Double {
  let recent = seconds[resumedCount...].suffix(20)
  return recent.reduce(0, +) / Double(recent.count)
}

private func progress(of run: borrowing SearchRun) -> Progress {
  let step = run.steps[run.steps.count - 1]
  let total = run.search.stepCount
  let pace = recentPace(run.stepSeconds, since: run.journal.resumedCount)
  var parts = [
    "step \(step.number)/\(total)", "\(pace.shown(digits: 3)) s/step",
    "ETA \((pace * Double(total - step.number)).shownAsDuration)",
  ]
  if let entropy = step.entropy { parts.append("entropy \(entropy.shown()) nats") }
  parts.append("reward \(step.reward.shown(digits: 3))")
  if let best = run.search.ranked.first {
    parts.append("best \(best.genotype)")
  }
  return Progress(fraction: Double(step.number) / Double(total), parts: parts)
}
