import AsViTReport
import AsViTTraining

/// The status line of a training.
struct TrainProgress {
  private var line = StatusLine()
  private let clock = ContinuousClock()
  /// The place where this process began with the candidate in training.
  private var start:
    (candidate: Int, spentMACs: Int, sampleCount: Int, time: ContinuousClock.Instant)?

  /// - Precondition: a candidate is in training.
  mutating func show(_ run: borrowing TrainRun) {
    guard let (candidate, training) = run.current else { return }
    let position = training.position
    if start?.candidate != candidate {
      start = (candidate, position.spentMACs, position.sampleCount, clock.now)
      return
    }
    guard let start, position.spentMACs > start.spentMACs else { return }
    let seconds = start.time.duration(to: clock.now) / .seconds(1)
    let count = run.settings.trainings.count
    line.show(
      Self.progress(
        training, candidate: candidate, of: count, start.spentMACs, start.sampleCount, seconds))
  }

  func end() { line.clear() }

  private static func progress(
    _ training: CandidateTraining, candidate: Int, of count: Int, _ firstMACs: Int,
    _ firstSample: Int, _ seconds: Double
  ) -> Progress {
    let position = training.position
    let speed = Double(position.spentMACs - firstMACs) / seconds
    let remaining = (training.totalMACs - Double(position.spentMACs)) / speed
    var parts = [
      "update \(position.step)", "loss \(training.lastLoss.shown(digits: 3))",
      "\((Double(position.sampleCount - firstSample) / seconds).shown(digits: 3)) images/s",
      "ETA \(remaining.shownAsDuration)",
      "\((100 * training.fraction).shown(digits: 3)) % of the budget",
    ]
    if count > 1 { parts.insert("candidate \(candidate + 1)/\(count)", at: 0) }
    return Progress(fraction: training.fraction, parts: parts)
  }
}
