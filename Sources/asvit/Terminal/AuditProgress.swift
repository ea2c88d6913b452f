import AsViTReport

extension StatusLine {
  /// - Precondition: this process scored an architecture.
  mutating func show(_ run: borrowing AuditRun) { show(text(of: run)) }
}

private func text(of run: borrowing AuditRun) -> String {
  let (count, total) = (run.machine.scores.count, run.machine.architectures.count)
  let pace = recentPace(run.evaluationSeconds, since: run.journal.resumedCount)
  return [
    "architecture \(count)/\(total)", "\(pace.shown(digits: 3)) s each",
    "ETA \((pace * Double(total - count)).shownAsDuration)",
  ].joined(separator: ", ")
}
