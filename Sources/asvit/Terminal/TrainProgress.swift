import AsViTReport
import AsViTTraining

/// The status line of trainings, one or several at a time.
struct TrainProgress {
  /// What is known of a training since this process began with it.
  private struct Progress {
    let first: TrainStatus
    let start: ContinuousClock.Instant
    var status: TrainStatus

    var seconds: Double { start.duration(to: .now) / .seconds(1) }
    var imagesPerSecond: Double {
      Double(status.position.sampleCount - first.position.sampleCount) / seconds
    }
    var remainingSeconds: Double {
      let speed = Double(status.position.spentMACs - first.position.spentMACs) / seconds
      return (status.totalMACs - Double(status.position.spentMACs)) / speed
    }
  }

  /// How many trainings there are.
  let count: Int
  private var line = StatusLine()
  /// Those under way, by their places.
  private var underWay: [Int: Progress] = [:]

  init(count: Int) { self.count = count }

  mutating func show(_ status: TrainStatus, candidate: Int) {
    guard var progress = underWay[candidate] else {
      underWay[candidate] = Progress(first: status, start: .now, status: status)
      return
    }
    guard status.position.spentMACs > progress.first.position.spentMACs else { return }
    progress.status = status
    underWay[candidate] = progress
    let (all, count) = (underWay, count)
    line.show(
      all.count > 1
        ? Self.text(of: all.values, of: count)
        : Self.text(of: progress, candidate: candidate, of: count))
  }

  /// A training is as far as it is to be for now.
  mutating func finish(_ candidate: Int) { underWay[candidate] = nil }

  func end() { line.clear() }

  private static func text(of progress: Progress, candidate: Int, of count: Int) -> String {
    let status = progress.status
    var parts = [
      "update \(status.position.step)",
      "\((100 * status.fraction).shown(digits: 3)) % of the budget",
      "\(progress.imagesPerSecond.shown(digits: 3)) images/s",
      "ETA \(progress.remainingSeconds.shownAsDuration)",
    ]
    if let loss = status.loss { parts.insert("loss \(loss.shown(digits: 3))", at: 2) }
    if count > 1 { parts.insert("candidate \(candidate + 1)/\(count)", at: 0) }
    return parts.joined(separator: ", ")
  }

  /// Several at a time.
  private static func text(of all: some Collection<Progress>, of count: Int) -> String {
    let fraction = all.map(\.status.fraction).reduce(0, +) / Double(all.count)
    let speed = all.map(\.imagesPerSecond).reduce(0, +)
    return [
      "\(all.count) of \(count) candidates in training",
      "\((100 * fraction).shown(digits: 3)) % of their budgets",
      "\(speed.shown(digits: 3)) images/s",
    ].joined(separator: ", ")
  }
}
