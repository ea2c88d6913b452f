import AsViTReport

/// The status line of an audit.
struct AuditProgress {
  private var line = StatusLine()
  /// How many of the last evaluations the speed is taken over.
  private static let window = 20

  /// - Precondition: this process scored an architecture.
  mutating func show(_ run: borrowing AuditRun) { line.show(Self.text(of: run)) }

  func end() { line.clear() }

  private static func text(of run: borrowing AuditRun) -> String {
    let (count, total) = (run.machine.scores.count, run.machine.architectures.count)
    let recent = run.evaluationSeconds[max(run.journal.resumedCount, count - window)...]
    let pace = recent.reduce(0, +) / Double(recent.count)
    return [
      "architecture \(count)/\(total)", "\(pace.shown(digits: 3)) s each",
      "ETA \((pace * Double(total - count)).shownAsDuration)",
    ].joined(separator: ", ")
  }
}
