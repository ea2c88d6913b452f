import AsViTReport

extension StatusLine {
  /// - Precondition: this process scored an architecture.
  mutating func show(_ run: borrowing AuditRun) { show(progress(of: run)) }
}

private func progress(of run: borrowing AuditRun) -> Progress {
  let (count, total) = (run.machine.scores.count, run.machine.architectures.count)
  let pace = recentPace(run.evaluationSeconds, since: run.journal.resumedCount)
  return Progress(
    fraction: Double(count) / Double(total),
    parts: [
      "architecture \(count)/\(total)", "\(pace.shown(digits: 3)) s each",
      "ETA \((pace * Double(total - count)).shownAsDuration)",
    ])
}
