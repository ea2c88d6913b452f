import AsViTReport
import AsViTSearch
import Glibc

extension StatusLine {
  /// - Precondition: this process scored a candidate.
  mutating func show(_ run: borrowing GrowthRun) { show(progress(of: run)) }
}

private func progress(of run: borrowing GrowthRun) -> Progress {
  let growth = run.machine
  let size = growth.members[growth.steps.count].architecture.parameterCount
  guard !growth.isFinished else {
    return Progress(fraction: 1, parts: ["step \(growth.steps.count)", "\(size.shown) parameters"])
  }
  let (scoredCount, totalCount) = growth.progress
  let parts = [
    "step \(growth.steps.count + 1)", "candidate \(scoredCount + 1)/\(totalCount)",
    "\(size.shown) of \(goal(of: growth).shown) parameters",
    "ETA about \(remainingSeconds(of: run).shownAsDuration)",
  ]
  let first = growth.members[0].architecture.parameterCount
  let grown = log(Double(size) / Double(first)) / log(Double(goal(of: growth)) / Double(first))
  return Progress(fraction: min(max(grown, 0), 1), parts: parts)
}

private func goal(of growth: Growth) -> Int {
  growth.settings.reach.goal ?? growth.settings.reach.maxParameters
}

/// The next candidates are taken to cost as much as the last ones for each multiply-accumulate,
/// and steps to go on growing by the mean ratio so far, or by 1.35 before the first.
private func remainingSeconds(of run: borrowing GrowthRun) -> Double {
  let growth = run.machine
  let sizes = growth.members.map { Double($0.architecture.parameterCount) }
  let (first, last) = (sizes[0], sizes[sizes.count - 1])
  let ratio = sizes.count > 1 ? pow(last / first, 1 / Double(sizes.count - 1)) : 1.35
  let (scoredCount, totalCount) = growth.progress
  let ongoing = Double(totalCount * growth.candidates[0].narrow.macCount)
  let stepCount = max(1, (log(Double(goal(of: growth)) / last) / log(ratio)).rounded(.up))
  let later = (1..<max(2, Int(stepCount))).reduce(0) { $0 + pow(ratio, Double($1)) }
  let work = ongoing * (1 - Double(scoredCount) / Double(totalCount) + (stepCount > 1 ? later : 0))
  return work * run.secondsPerMAC
}
