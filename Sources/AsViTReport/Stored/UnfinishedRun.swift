extension ReportError {
  /// How far the run in a folder has come; nil where there is none, and of one that is finished.
  init?(unfinishedRunAt path: String) {
    guard let run = try? StoredRun(at: path), !run.isFinished else { return nil }
    self = .unfinished(
      path: path, progress: run.progress,
      command: shellCommand(run.command.filter { $0 != "--force" }))
  }
}

extension StoredRun {
  /// How far the run has come, such as `step 98 of 100`.
  fileprivate var progress: String {
    switch self {
    case .search(let run):
      "step \(run.report.result.steps.count) of \(run.report.settings.search.stepCount)"
    case .scale(let run): "step \(run.report.result.steps.count)"
    case .train(let run):
      "\(run.report.result.candidates.count { $0.outcome != .eliminated }) of "
        + "\(run.report.settings.trainings.count) trainings at their end"
    case .audit(let run):
      "architecture \(run.report.timings.stepSeconds.count) of "
        + "\(Set(run.report.settings.audit.genotypes).count)"
    case .import: "no weights"
    }
  }
}
